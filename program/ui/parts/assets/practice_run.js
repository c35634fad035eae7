// Where a practice is, and how long it was really practised. Knows no screen and no sound.

const AWAY = 5; // seconds without a tick: the device slept, and nobody is said to have practised

class Run {
  constructor(script, minutes) {
    this.script = script;
    this.position = 0; // seconds into the version that is being played
    this.seconds = 0; // seconds practised, whatever was heard twice
    this.at(minutes);
  }

  at(minutes) {
    const { lengths } = this.script;
    this.length = lengths.find(length => length.minutes === minutes) ?? lengths[0];
  }

  get minutes() { return this.length.minutes; }
  get total() { return this.length.minutes * 60; }
  get begins() { return this.seconds > 0 || this.position > 0; }
  get ended() { return this.position >= this.total; }

  // Which line of this version is being said: its place in `times`, -1 before the first.
  get line() {
    let line = -1;
    while (this.length.times[line + 1]?.[1] <= this.position) line += 1;
    return line;
  }

  get cue() { return this.length.times[this.line]?.[0]; }
  get begun() { return this.length.times[this.line]?.[1] ?? 0; }
  get until() { return this.length.times[this.line + 1]?.[1] ?? this.total; }

  // `passed` seconds of practice, of which the script may have waited for a voice.
  move(passed, waits) {
    this.seconds += passed;
    const next = waits ? Math.min(this.until - 0.01, this.position + passed) : this.position + passed;
    this.position = Math.min(this.total, Math.max(this.position, next));
  }

  // To the beginning of what is being said; from close to it, to what was said before.
  back() {
    const near = this.position - this.begun < 4;
    const line = Math.max(0, this.line - (near ? 1 : 0));
    this.position = this.length.times[line]?.[1] ?? 0;
  }

  shorter() { return this.script.lengths.filter(length => length.minutes < this.minutes); }

  // The same place in a shorter version: what was said is not said again.
  shorten(minutes) {
    const { cue } = this;
    const into = this.position - this.begun;
    this.at(minutes);
    const { times } = this.length;
    let line = -1;
    while (times[line + 1]?.[0] <= cue) line += 1;
    const from = times[line]?.[1] ?? 0;
    const next = times[line + 1]?.[1] ?? this.total;
    const same = times[line]?.[0] === cue;
    this.position = Math.max(from, Math.min(same ? from + into : next, next - 2));
  }
}
