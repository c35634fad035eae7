// A guided practice: words at their time, a voice where there is one, a bell, a breath, a timer.
// Seconds really practised are the answer; they are kept as they pass.

const minutesAndSeconds = seconds =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function drawPractice(field, place, parts) {
  const { form } = place;
  const script = form.scripts[field.practice];
  const player = new Player(field, place, script);
  player.lengths = drawLengths(player, parts.name);
  player.anchors = drawAnchors(player, parts.name);
  player.transcript = drawTranscript(player);
  const section = el("section", { class: "practice", "aria-label": script.title || field.label, id: parts.name, tabindex: "-1" },
    el("h3", { class: "question" }, field.label),
    helpOf(field, place, parts),
    script.caution ? el("p", { class: "caution" }, script.caution) : null,
    problemOf(parts),
    player.lengths, player.anchors,
    player.stage.whole,
    drawSound(player, parts.name),
    player.transcript);
  player.section = section;
  form.leaving.push(() => player.leave());
  player.show();
  return el("div", {}, section);
}

class Player {
  constructor(field, place, script) {
    Object.assign(this, { field, place, script, form: place.form, words: place.form.words });
    this.run = new Run(script, field.minutes);
    this.before = Number(place.values[field.id] ?? 0); // seconds practised earlier
    this.anchor = "";
    this.playing = false;
    this.over = this.before > 0;
    this.kept = new Kept();
    this.voice = new Voice(this.form.locale, this.kept);
    this.bell = new Bell();
    this.awake = new Awake();
    this.here = new Place(`${this.form.key}:${field.id}`);
    this.comeBack();
    this.stage = new Stage(this);
    if (this.run.position > 0) this.stage.say(this.sentence(this.run.cue), false);
    this.seen = () => this.playing && !document.hidden && this.awake.hold();
    document.addEventListener("visibilitychange", this.seen);
  }

  // A page that was loaded again in the middle goes on from there.
  comeBack() {
    const there = this.here.read();
    if (!there || !this.over) return;
    this.run.at(there.minutes);
    this.run.position = Math.min(there.position, this.run.total);
    this.anchor = this.script.anchors.includes(there.anchor) ? there.anchor : "";
    this.said = this.run.line;
    this.over = this.run.ended;
  }

  get value() { return Math.round(this.before + this.run.seconds); }
  get rings() { return this.kept.get("bell") ?? true; }
  get speaks() { return this.kept.get("voice") ?? this.script.lengths.some(length => length.recording); }
  get recorded() { return this.speaks && !this.silent ? this.run.length.recording : ""; }

  // A recording says the neutral words, whatever anchor is chosen.
  sentence(n) {
    const cue = this.script.cues[n];
    return (!this.recorded && cue?.own[this.anchor]) || cue?.text || "";
  }

  setLength(minutes) {
    this.before = this.value;
    this.run = new Run(this.script, minutes);
    this.transcript.show();
    this.show();
  }

  setAnchor(anchor) {
    this.anchor = anchor;
    this.transcript.show();
  }

  toggle() {
    if (this.over) this.again();
    if (this.playing) this.pause(); else this.play();
    this.show();
    if (this.playing) this.stage.whole.scrollIntoView({ block: "start" });
  }

  again() {
    const { minutes } = this.run;
    Object.assign(this, { over: false, said: -1, before: this.value, run: new Run(this.script, minutes) });
    this.stage.counted.textContent = "";
    this.stage.steady.hidden = true;
  }

  play() {
    this.playing = true;
    this.said ??= -1;
    this.last = performance.now();
    this.ticking = setInterval(() => this.tick(), 200);
    this.stage.told.textContent = "";
    this.awake.hold().then(on => on || !this.playing || (this.stage.told.textContent = this.words.keep_on));
    if (this.recorded) this.listen();
    else if (this.left) this.voice.say(this.left);
    this.left = "";
    this.tick();
  }

  pause() {
    this.playing = false;
    clearInterval(this.ticking);
    this.left = this.voice.stop();
    this.recording?.pause();
    this.awake.release();
    if (this.value > 0) put(this.place, this.field, this.value);
    this.keep();
  }

  // The recording of this length, from where the practice is.
  listen() {
    const broken = () => this.noRecording();
    if (this.recording?.of !== this.recorded) {
      this.recording?.close();
      this.recording = new Recording(this.recorded, broken);
      this.recording.of = this.recorded;
      this.recording.seek(this.run.position, this.run.total);
    }
    this.recording.play(broken);
  }

  noRecording() {
    this.silent = true;
    this.recording?.close();
    this.recording = null;
    this.last = performance.now();
    this.stage.told.textContent = this.words.no_recording;
  }

  tick() {
    const now = performance.now();
    const passed = (now - this.last) / 1000;
    this.last = now;
    if (this.recorded) this.follow();
    else if (passed > AWAY) return this.wasAway();
    else this.run.move(passed, this.voice.busy);
    while (this.said < this.run.line) this.say(++this.said);
    if (Math.floor(this.run.seconds) !== this.noted) this.note();
    if (this.run.ended) this.finish();
    else this.show();
  }

  follow() {
    const { recording, run } = this;
    run.seconds += recording.passed();
    run.position = recording.ended ? run.total : Math.min(run.total - 0.01, recording.position(run.total));
  }

  // The device slept. What was not practised is not counted, and the practice waits.
  wasAway() {
    this.pause();
    this.show();
    this.stage.told.textContent = this.words.was_away;
  }

  say(line) {
    const [n] = this.run.length.times[line];
    const aloud = this.speaks && (Boolean(this.recorded) || this.voice.all().length > 0);
    this.stage.say(this.sentence(n), aloud);
    if (this.recorded || line < this.run.line) return; // only the last of several is said
    if (this.script.cues[n].bell && this.rings) this.bell.ring();
    if (this.speaks) this.voice.say(this.sentence(n));
  }

  back() {
    this.voice.stop();
    this.left = "";
    if (this.recorded && this.recording) { this.recording.back(15); this.follow(); }
    else this.run.back();
    this.said = this.run.line - 1;
    if (this.playing) this.tick(); else { this.said += 1; this.stage.say(this.sentence(this.run.cue), false); }
    this.show();
  }

  shorten(minutes) {
    this.run.shorten(minutes);
    this.said = this.run.line;
    this.transcript.show();
    if (this.playing && this.recorded) this.listen();
    else if (this.recording) { this.recording.close(); this.recording = null; }
    this.last = performance.now();
    this.show();
  }

  voiceChanged() {
    this.left = "";
    if (!this.speaks) this.voice.stop();
    if (!this.recorded) { this.recording?.close(); this.recording = null; }
    else if (this.playing) this.listen();
    this.last = performance.now();
    this.transcript.show();
  }

  ground() {
    this.finish();
    this.stage.steady.hidden = false;
    this.stage.steady.focus();
    this.stage.steady.scrollIntoView({ block: "nearest" });
  }

  finish() {
    const within = this.stage.whole.contains(this.stage.whole.getRootNode().activeElement);
    this.pause();
    this.over = true;
    this.left = "";
    this.recording?.close();
    this.recording = null;
    this.here.forget();
    this.stage.say("", false);
    this.stage.told.textContent = "";
    this.show();
    if (within) this.stage.main.focus();
    this.form.saveNow();
  }

  leave() {
    if (this.playing) this.pause();
    document.removeEventListener("visibilitychange", this.seen);
    this.recording?.close();
    this.bell.close();
  }

  // While it goes on, every second is kept on this device; the server hears of it at a pause.
  note() {
    this.noted = Math.floor(this.run.seconds);
    if (this.value > 0) this.place.values[this.field.id] = this.value;
    this.form.keepHere();
    this.keep();
  }

  keep() {
    const { minutes, position } = this.run;
    if (!this.over && this.value > 0) this.here.keep({ minutes, position, anchor: this.anchor });
  }

  show() {
    // Once begun there is one thing to look at, and nothing moves from under a finger.
    this.section.classList.toggle("begun", !this.over && (this.playing || this.run.begins));
    this.stage.show();
    const { counted } = this.stage;
    if (this.over && !counted.textContent && this.value > 0)
      counted.textContent = fill(this.words.practised, { time: minutesAndSeconds(this.value) });
  }
}
