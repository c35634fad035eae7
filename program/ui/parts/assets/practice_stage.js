// What is seen while a practice goes on: a ring that fills, a breath, the words, few buttons.

const RING = 2 * Math.PI * 100;

function drawing(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// Where no breath is shown, something still to rest the eyes on.
function stones() {
  const drawn = drawing("svg", { viewBox: "0 0 120 104", class: "stones" });
  for (const [n, cx, cy, rx, ry] of [[1, 60, 88, 56, 15], [2, 57, 60, 41, 13], [3, 63, 36, 28, 11], [4, 60, 16, 17, 9]])
    drawn.append(drawing("ellipse", { cx, cy, rx, ry, fill: `var(--cairn-stone-${n})` }));
  return drawn;
}

class Stage {
  constructor(player) {
    const { words, script } = player;
    this.player = player;
    const press = (msg, kind, act) => el("button", { type: "button", class: kind, onclick: act }, msg);
    this.caption = el("p", { class: "caption", "aria-live": "polite" });
    this.clock = el("p", { class: "clock" });
    this.bar = el("progress", { class: "unseen", max: 1, value: 0, "aria-label": words.how_far });
    this.told = el("p", { class: "told", role: "status" });
    this.main = press("", "main", () => player.toggle());
    this.back = press(words.back_a_little, "quiet", () => player.back());
    this.end = press(words.stop, "quiet", () => player.finish());
    this.shorter = press(words.shorter, "plain", () => this.offerLengths());
    this.ground = press(words.steady, "plain", () => player.ground());
    this.counted = el("p", { class: "counted", role: "status" });
    this.lengths = el("div", { class: "shorter", hidden: true });
    this.steady = el("div", { class: "steady", tabindex: "-1", hidden: true },
      el("h4", {}, words.steady_title), el("ul", {}, ...script.steady.map(line => el("li", {}, line))));
    this.whole = el("div", { class: "stage" },
      this.drawRing(script.pacer), this.caption, this.clock, this.bar,
      el("div", { class: "buttons" }, this.main),
      el("div", { class: "buttons" }, this.back, this.end),
      el("div", { class: "buttons small-buttons" }, this.shorter, this.ground),
      this.lengths, this.told, this.counted, this.steady);
  }

  drawRing(pacer) {
    const ring = drawing("svg", { viewBox: "0 0 216 216", class: "ring" });
    const circle = { cx: 108, cy: 108, r: 100 };
    this.filled = drawing("circle", { ...circle, class: "filled", "stroke-dasharray": RING, transform: "rotate(-90 108 108)" });
    ring.append(drawing("circle", { ...circle, class: "whole" }), this.filled);
    if (!pacer) return el("div", { class: "pacer", "aria-hidden": "true" }, ring, stones());
    this.circle = el("div", { class: "circle" });
    this.breath = el("p", { class: "breath" });
    return el("div", { class: "pacer", "aria-hidden": "true" }, ring, this.circle, this.breath);
  }

  // The words are read out by one voice: the practice's, where it speaks, else the reader's own.
  say(sentence, aloud) {
    this.caption.setAttribute("aria-live", aloud ? "off" : "polite");
    this.caption.textContent = sentence;
  }

  show() {
    const { player } = this;
    const { run, words, playing, over } = player;
    const begun = run.begins;
    this.main.textContent = playing ? words.pause : over ? words.again : begun ? words.resume : words.start;
    this.main.classList.toggle("main", !over); // one thing to do: practise, then go on
    this.whole.classList.toggle("playing", playing);
    for (const each of [this.back, this.end, this.ground]) each.hidden = over || !begun;
    this.shorter.hidden = over || !begun || !run.shorter().length;
    if (this.shorter.hidden) this.lengths.hidden = true;
    this.clock.textContent = fill(words.time_of, {
      time: minutesAndSeconds(run.position), total: minutesAndSeconds(run.total),
    });
    this.bar.value = run.position / run.total;
    this.filled.setAttribute("stroke-dashoffset", RING * (1 - run.position / run.total));
    this.breathe(player);
  }

  breathe({ run, words, script, playing }) {
    if (!script.pacer) return;
    const [inhale, exhale] = script.pacer;
    const inward = run.seconds % (inhale + exhale) < inhale;
    const phase = playing ? (inward ? "in" : "out") : "";
    if (phase === this.phase) return;
    this.phase = phase;
    this.breath.textContent = phase && words[inward ? "inhale" : "exhale"];
    this.circle.style.setProperty("--seconds", inward ? inhale : exhale);
    this.circle.classList.toggle("full", phase === "in");
  }

  offerLengths() {
    const { player } = this;
    const { words, run } = player;
    const close = () => { this.lengths.hidden = true; (this.shorter.hidden ? this.main : this.shorter).focus(); };
    const button = (msg, act) => el("button", { type: "button", class: "quiet", onclick: () => { act(); close(); } }, msg);
    this.lengths.replaceChildren(el("p", {}, words.shorter_to), el("div", { class: "buttons" },
      ...run.shorter().map(({ minutes }) => button(fill(words.minutes, { n: minutes }), () => player.shorten(minutes))),
      button(words.as_it_is, () => {})));
    this.lengths.hidden = false;
    this.lengths.querySelector("button").focus();
  }
}
