// A guided practice: words to read at their time, a soft bell, a breath that is shown, a timer.
// Seconds really practised are the answer; they are kept as they pass.

const minutesAndSeconds = seconds =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function drawPractice(field, place, parts) {
  const script = place.form.scripts[field.practice];
  const words = place.form.words;
  const player = new Player(field, place, script);
  const lengths = script.minutes.map(minutes => {
    const input = el("input", { type: "radio", name: `${parts.name}-minutes`, value: minutes });
    input.checked = minutes === player.minutes;
    input.onchange = () => { player.minutes = minutes; player.show(); };
    return el("label", {}, input, el("span", {}, fill(words.minutes, { n: minutes })));
  });
  player.lengths = el("fieldset", {}, el("legend", {}, words.how_long),
    el("div", { class: "scale lengths", style: `--few: ${Math.min(4, lengths.length)}; --all: ${lengths.length}` }, ...lengths));
  const section = el("section", { class: "practice", "aria-label": script.title || field.label, id: parts.name, tabindex: "-1" },
    el("h3", { class: "question" }, field.label),
    helpOf(field, place, parts),
    script.caution ? el("p", { class: "caution" }, script.caution) : null,
    problemOf(parts),
    player.lengths,
    player.box("bell", words.bell, true),
    "speechSynthesis" in window ? player.box("voice", words.voice, false) : null,
    player.stage());
  place.form.leaving.push(() => player.leave());
  player.show();
  return el("div", {}, section);
}

class Player {
  constructor(field, place, script) {
    Object.assign(this, { field, place, script, words: place.form.words });
    this.minutes = script.minutes.includes(field.minutes) ? field.minutes : script.minutes[0];
    this.before = Number(place.values[field.id] ?? 0); // seconds practised earlier
    this.seconds = 0;
    this.said = -1;
    this.playing = false;
    this.over = this.before > 0;
  }

  get total() { return this.minutes * 60; }
  cueAt(n) { return this.script.cues[n].at * (this.minutes / this.script.minutes[0]); }

  box(name, words, on) {
    const input = el("input", { type: "checkbox" });
    input.checked = on;
    this[name] = input;
    return el("label", { class: "option small" }, input, el("span", {}, words));
  }

  stage() {
    this.circle = el("div", { class: "circle" });
    this.breath = el("p", { class: "breath", "aria-hidden": "true" });
    this.caption = el("p", { class: "caption", "aria-live": "polite" });
    this.clock = el("p", { class: "clock" });
    this.bar = el("progress", { max: 1, value: 0, "aria-label": this.words.how_far });
    this.main = el("button", { type: "button", class: "main", onclick: () => this.toggle() });
    this.end = el("button", { type: "button", class: "quiet", onclick: () => this.finish() }, this.words.stop);
    this.counted = el("p", { class: "counted", role: "status" });
    return this.whole = el("div", { class: "stage" },
      this.script.pacer ? el("div", { class: "pacer", "aria-hidden": "true" }, this.circle, this.breath) : null,
      this.caption, this.bar, this.clock, el("div", { class: "buttons" }, this.main, this.end), this.counted);
  }

  toggle() {
    if (this.over) this.again();
    this.playing = !this.playing;
    if (this.playing) this.play(); else this.pause();
    this.show();
  }

  again() {
    Object.assign(this, { over: false, seconds: 0, said: -1, before: this.value });
    this.counted.textContent = "";
  }

  play() {
    this.last = performance.now();
    this.ticking = setInterval(() => this.tick(), 200);
    this.stayAwake();
    this.whole.scrollIntoView({ block: "nearest" });
    if (this.said < 0 && !this.script.cues.some(cue => cue.at === 0 && cue.bell)) this.ring();
    this.tick();
  }

  pause() {
    clearInterval(this.ticking);
    window.speechSynthesis?.cancel();
    this.awake?.release();
    this.awake = null;
    if (this.value > 0) put(this.place, this.field, this.value);
  }

  tick() {
    const now = performance.now();
    this.seconds = Math.min(this.total, this.seconds + (now - this.last) / 1000);
    this.last = now;
    while (this.said + 1 < this.script.cues.length && this.cueAt(this.said + 1) <= this.seconds)
      this.say(++this.said);
    if (Math.floor(this.seconds) !== this.kept) this.keep();
    if (this.seconds >= this.total) this.finish();
    else this.show();
  }

  say(n) {
    const cue = this.script.cues[n];
    this.caption.textContent = cue.text;
    if (cue.bell) this.ring();
    if (!this.voice?.checked) return;
    const spoken = new SpeechSynthesisUtterance(cue.text);
    spoken.lang = this.place.form.locale;
    spoken.rate = 0.85;
    window.speechSynthesis.speak(spoken);
  }

  finish() {
    this.playing = false;
    this.over = true;
    this.pause();
    this.ring();
    this.caption.textContent = "";
    this.show();
    this.counted.textContent = fill(this.words.practised, { time: minutesAndSeconds(this.value) });
    this.main.focus();
    this.place.form.saveNow();
  }

  leave() {
    if (this.playing) { this.playing = false; this.pause(); }
    this.sound?.close();
    this.sound = null;
  }

  get value() { return Math.round(this.before + this.seconds); }

  // While it goes on, every second is kept on this device; the server hears of it at the end.
  keep() {
    this.kept = Math.floor(this.seconds);
    if (this.value > 0) this.place.values[this.field.id] = this.value;
    this.place.form.keepHere();
  }

  show() {
    this.lengths.disabled = this.playing || (this.seconds > 0 && !this.over);
    this.main.textContent = this.playing ? this.words.pause
      : this.over ? this.words.again : this.seconds > 0 ? this.words.resume : this.words.start;
    this.main.classList.toggle("main", !this.over); // one thing to do: practise, then go on
    this.end.hidden = this.over || this.seconds === 0;
    this.clock.textContent = fill(this.words.time_of, {
      time: minutesAndSeconds(this.seconds), total: minutesAndSeconds(this.total),
    });
    this.bar.value = this.seconds / this.total;
    if (this.over && !this.counted.textContent)
      this.counted.textContent = fill(this.words.practised, { time: minutesAndSeconds(this.value) });
    this.breathe();
  }

  breathe() {
    if (!this.script.pacer) return;
    const [inhale, exhale] = this.script.pacer;
    const inward = this.seconds % (inhale + exhale) < inhale;
    const phase = this.playing ? (inward ? "in" : "out") : "";
    if (phase === this.phase) return;
    this.phase = phase;
    this.breath.textContent = phase && this.words[inward ? "inhale" : "exhale"];
    this.circle.style.transitionDuration = `${inward ? inhale : exhale}s`;
    this.circle.classList.toggle("full", phase === "in");
  }

  // A soft bell: three partials that fade.
  ring() {
    if (!this.bell.checked || !window.AudioContext) return;
    this.sound ??= new AudioContext();
    const start = this.sound.currentTime;
    for (const [pitch, loudness] of [[396, 0.16], [792, 0.06], [1188, 0.03]]) {
      const tone = this.sound.createOscillator();
      const volume = this.sound.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(loudness, start + 0.03);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 3);
      tone.connect(volume).connect(this.sound.destination);
      tone.start(start);
      tone.stop(start + 3.1);
    }
  }

  async stayAwake() {
    try { this.awake = await navigator.wakeLock?.request("screen"); }
    catch (problem) { console.info("the screen may go dark", problem.name); }
  }
}
