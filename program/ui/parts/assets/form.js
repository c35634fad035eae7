// The form: pages in the browser, help, problems, and what comes back.

const FORMS = new WeakMap();

class Form {
  constructor(root, data) {
    Object.assign(this, { root, data, page: 0 });
    this.leaving = [];
    this.context = {
      key: data.key, words: data.words, decline: data.decline, today: data.today, locale: data.locale,
      scripts: data.scripts, leaving: this.leaving, answers: () => this.values, saveNow: () => this.saving.now(), keepHere: () => this.saving.keepHere(),
    };
    this.saving = new Saving(data, {
      show: (state, at) => this.showState(state, at),
      restore: () => this.draw(),
      differ: other => this.showBoth(other),
      refused: problems => this.refused(problems),
      done: own => (own ? this.showDone() : this.comeBack()),
    });
    this.pageAt = `cairn:page:${data.person}:${data.step}:${data.key}:${data.today}`;
    this.hear = event => event.detail.key === data.key && this.known(event.detail);
    window.addEventListener("cairn:known", this.hear);
    this.awake = () => this.saving.answers && this.saving.now();
    document.addEventListener("visibilitychange", this.awake);
    this.line = new MutationObserver(() => this.begun && this.saving.lineChanged());
    if (theApp()) this.line.observe(theApp(), { attributeFilter: ["data-test-connection-state"] });
    if (window.cairnKnown?.[data.key]) this.known(window.cairnKnown[data.key]);
  }

  get values() { return this.saving.answers; }

  known(known) {
    if (this.begun) return this.saving.hear(known);
    this.begun = true;
    this.part("on").hidden = false;
    this.saving.begin(known, { ...this.todays(), ...this.data.begin });
    this.comeBack();
    this.saving.say();
    if (this.waiting) this.refused(this.waiting);
    if (this.saving.other) this.showBoth(this.saving.other);
  }

  todays() {
    const dates = this.data.pages.flatMap(page => page.fields).filter(field => field.type === "date" && !field.optional);
    return this.data.today ? Object.fromEntries(dates.map(field => [field.id, this.data.today])) : {};
  }

  comeBack() {
    this.page = this.whereLeft();
    this.draw();
  }

  // The page this tab was left on today; in another, or on another day, the last one written on.
  // What tells of another day than today begins where its day is asked, a practice with how the
  // person is now.
  whereLeft() {
    const { pages } = this.data;
    const written = ({ id }) => differ({ id: this.values[id] }, { id: this.saving.first[id] });
    const dated = field => field.type === "date" && !field.optional && written(field);
    const day = pages.findIndex(page => page.fields.some(dated));
    if (day >= 0) return day;
    const here = sessionStorage.getItem(this.pageAt);
    if (here) return Math.min(Number(here), pages.length - 1);
    if (pages.some(page => page.fields.some(field => field.type === "practice"))) return 0;
    return Math.max(0, pages.findLastIndex(page => page.fields.some(written) && this.asks(page)));
  }

  part(name) { return this.root.querySelector(`.${name}`); }

  draw() {
    for (const leave of this.leaving.splice(0)) leave();
    const page = this.data.pages[this.page];
    const { words, pages } = this.data;
    const place = { values: this.values, path: "", changed: path => this.changed(path), form: this.context };
    this.heading = el("h2", { tabindex: "-1" }, page.title);
    this.drawn = new Map(page.fields.map(field => [field, drawField(field, place)]));
    this.part("page").replaceChildren(
      pages.length > 1 ? el("div", { class: "way" },
        el("p", { class: "count" }),
        el("progress", { class: "far", "aria-hidden": "true" })) : "",
      this.heading,
      page.lead ? el("p", { class: "lead" }, page.lead) : "",
      ...this.drawn.values());
    this.part("back").hidden = this.next(-1) === null;
    this.part("summary").hidden = true;
    this.refresh();
  }

  // A page of which no question is called for is passed over; null where there is none.
  next(step) {
    const { pages } = this.data;
    let at = this.page + step;
    while (pages[at] && !this.asks(pages[at])) at += step;
    return pages[at] ? at : null;
  }

  asks(page) { return !page.fields.length || page.fields.some(field => isShown(field, this.values)); }

  showWay() {
    const { words, pages } = this.data;
    this.part("on").textContent = this.next(1) === null ? words.submit : words.go_on;
    if (pages.length < 2) return;
    const asked = pages.filter((page, n) => n === this.page || this.asks(page));
    const n = asked.indexOf(pages[this.page]) + 1;
    this.part("count").textContent = fill(words.page_of, { n, m: asked.length });
    Object.assign(this.part("far"), { max: asked.length, value: n });
  }

  // After every answer: which questions are asked, what is left, and which help shows.
  refresh() {
    this.showWay();
    for (const [field, drawn] of this.drawn) drawn.hidden = !isShown(field, this.values);
    for (const drawn of this.root.querySelectorAll(".field")) drawn.refresh?.();
    this.showHelp();
    this.part("page").inert = Boolean(this.saving.pending);
    this.part("on").setAttribute("aria-disabled", String(Boolean(this.saving.pending)));
  }

  // One box, however much calls for it: the most urgent in full, the rest folded below.
  showHelp() {
    const called = this.data.help_when.filter(help => helpHolds(help, this.values));
    const told = [...new Set(called.map(help => help.html))];
    const there = this.part("help-now");
    if (there && same(this.told, told)) return;
    there?.remove();
    this.told = told;
    if (!told.length) return;
    const asked = this.whereAsked(called[0].fields);
    if (!asked && !called[0].stays) return this.keepHelp(told);
    const box = el("div", { class: "help-now", role: "alert" });
    (asked ?? this.part("lead") ?? this.heading).after(box);
    box.innerHTML = told[0]; // ours, from reviewed content; no person's words are in it
    box.append(...told.slice(1).map(foldedHelp));
    // Where it stands over another question, its title is enough: that page's own heading stays.
    const seen = asked ? box : box.firstElementChild;
    requestAnimationFrame(() => seen.scrollIntoView({ block: "nearest" }));
  }

  // On pages that ask something else it has been read: it stays in reach, below.
  keepHelp(told) {
    this.part("page").append(el("div", { class: "help-now" }, ...told.map(foldedHelp)));
  }

  // The question that was answered a moment ago, or the first of them on this page.
  whereAsked(ids) {
    const asked = [...this.drawn].filter(([field, drawn]) => ids.includes(field.id) && !drawn.hidden);
    return (asked.find(([field]) => field.id === this.touched) ?? asked[0])?.[1];
  }

  changed(path) {
    this.touched = path.split(".")[0];
    this.clearProblem(path);
    this.saving.typed();
    this.refresh();
  }

  turn(step) {
    this.page = this.next(step) ?? this.page;
    sessionStorage.setItem(this.pageAt, this.page);
    this.saving.now();
    this.draw();
    this.heading.focus({ preventScroll: true });
    this.part("form").scrollIntoView({ block: "start" });
  }

  goOn() {
    if (this.saving.pending) return;
    const problems = problemsOf(this.data.pages[this.page].fields, this.values, this.data.words);
    if (Object.keys(problems).length) return this.showProblems(problems);
    if (this.next(1) !== null) return this.turn(1);
    if (this.saving.other) return this.part("both").focus(); // first to be chosen between
    for (const leave of this.leaving) leave();
    const answers = handedIn(this.data.pages, this.values);
    for (const [id, value] of Object.entries(answers)) this.values[id] = value; // without empty rows
    this.saving.submit(answers);
    this.refresh();
  }

  // Problems found on the server may lie on another page.
  refused(problems) {
    if (!this.drawn) { this.waiting = problems; return; }
    const first = Object.keys(problems)[0] ?? "";
    const at = this.data.pages.findIndex(page => page.fields.some(field => field.id === first.split(".")[0]));
    if (at >= 0 && at !== this.page) { this.page = at; sessionStorage.setItem(this.pageAt, at); }
    this.draw();
    this.showProblems(problems);
  }

  showProblems(problems) {
    for (const path of Object.keys(problems)) this.markProblem(path, problems[path]);
    const summary = this.part("summary");
    const lines = Object.entries(problems).map(([path, sentence]) => {
      const field = this.fieldAt(path);
      if (!field) return el("li", {}, sentence);
      const link = el("a", { href: "#", onclick: event => { event.preventDefault(); this.focusOn(field); } },
        joined(field.querySelector(".question").textContent, sentence));
      return el("li", {}, link);
    });
    summary.replaceChildren(el("h3", {}, this.data.words.problems), el("ul", {}, ...lines));
    summary.setAttribute("aria-label", this.data.words.problems);
    summary.hidden = false;
    summary.focus();
    summary.scrollIntoView({ block: "nearest" });
  }

  fieldAt(path) {
    const all = [...this.root.querySelectorAll(".field")];
    return all.find(field => field.dataset.path === path)
      ?? all.find(field => path.startsWith(`${field.dataset.path}.`));
  }

  focusOn(field) {
    (field.querySelector("input:checked, input, textarea, select") ?? field.querySelector("[tabindex]")).focus();
  }

  markProblem(path, sentence) {
    const field = this.fieldAt(path);
    if (!field) return;
    const line = field.querySelector(".problem");
    line.textContent = sentence;
    line.hidden = false;
    for (const input of field.querySelectorAll(":scope > .entry > *")) input.setAttribute("aria-invalid", "true");
  }

  clearProblem(path) {
    const field = this.fieldAt(path);
    const line = field?.querySelector(".problem");
    if (!line || line.hidden) return;
    line.hidden = true;
    line.textContent = ""; // what is described by it would be read out, hidden or not
    for (const input of field.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  }

  showState(state, at) {
    const { words, locale } = this.data;
    const time = at && new Date(at);
    const today = time && time.toDateString() === new Date().toDateString();
    const sentence = {
      "": "",
      saving: words.saving,
      unsaved: words.unsaved,
      saved: time && fill(words.saved, { time: today
        ? time.toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" })
        : time.toLocaleString(locale, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }) }),
    }[state];
    const line = this.part("state");
    if (line.textContent !== sentence) line.textContent = sentence;
    line.dataset.state = state;
    // Spoken only when it matters: words that are not saved, and that they are again.
    const spoken = this.part("spoken");
    if (state === "unsaved") spoken.textContent = sentence;
    else if (state === "saved" && spoken.textContent) spoken.textContent = sentence;
  }

  showDone() {
    this.part("page").inert = true;
    this.part("on").hidden = true;
    this.part("back").hidden = true;
    sessionStorage.removeItem(this.pageAt);
    this.showState("saved", new Date().toISOString());
  }

  // Somebody, or this person elsewhere, saved other words meanwhile.
  showBoth(other) {
    const { words } = this.data;
    const panel = this.part("both");
    if (!panel.hidden && same(this.shownOther, other)) return;
    this.shownOther = other;
    const mine = structuredClone(this.values);
    const choose = answers => { panel.hidden = true; this.saving.choose(answers()); this.heading.focus(); };
    panel.replaceChildren(
      el("h3", {}, words.both_title),
      el("p", {}, words.both),
      el("div", { class: "two" },
        el("section", {}, el("h4", {}, words.here), this.texts(mine, other),
          el("button", { type: "button", class: "quiet keep-here", onclick: () => choose(() => this.values) }, words.keep_here)),
        el("section", {}, el("h4", {}, words.there), this.texts(other, mine),
          el("button", { type: "button", class: "quiet keep-there", onclick: () => choose(() => other) }, words.keep_there))));
    panel.setAttribute("aria-label", words.both_title);
    panel.hidden = false;
    panel.focus();
  }

  texts(answers, beside) {
    const fields = this.data.pages.flatMap(page => page.fields);
    return el("dl", {}, ...fields.filter(field => !same(answers[field.id], beside[field.id])).flatMap(field =>
      [el("dt", {}, field.label), el("dd", {}, inWords(field, answers[field.id], this.data))]));
  }

  stop() {
    for (const leave of this.leaving) leave();
    this.saving.stop();
    window.removeEventListener("cairn:known", this.hear);
    document.removeEventListener("visibilitychange", this.awake);
    this.line.disconnect();
  }
}

function foldedHelp(html) {
  const drawn = el("details");
  drawn.innerHTML = html;
  const title = drawn.querySelector("h2");
  title.replaceWith(el("summary", {}, title.textContent));
  return drawn;
}

const joined = (question, sentence) => (/[?.:]$/.test(question) ? `${question} ${sentence}` : `${question}: ${sentence}`);

function inWords(field, value, data) {
  if (value === null) return data.words.decline;
  if (isEmpty(value)) return "–";
  const label = code => field.options?.find(option => option.code === code)?.label ?? String(code);
  if (field.type === "rows")
    return value.map(row => field.fields.map(each => inWords(each, row[each.id], data)).join(", ")).join("; ");
  if (field.type === "date") return new Date(`${value}T12:00`)
    .toLocaleDateString(data.locale, { weekday: "long", day: "numeric", month: "long" });
  if (field.type === "practice") return minutesAndSeconds(value);
  if (field.clock && value % 1) return `${Math.floor(value)}:${String(Math.round(60 * (value % 1))).padStart(2, "0")}`;
  return Array.isArray(value) ? value.map(label).join(", ") : label(value);
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let form = FORMS.get(parentElement);
  if (form && form.data.key !== data.key) { form.stop(); form = null; }
  if (!form) {
    form = new Form(parentElement, data);
    FORMS.set(parentElement, form);
  }
  form.saving.api = { setStateValue, setTriggerValue };
  form.part("form").onsubmit = event => event.preventDefault(); // Enter in a line hands in nothing
  form.part("form").onfocusout = () => form.begun && form.saving.now();
  form.part("back").textContent = data.words.back;
  form.part("back").onclick = () => form.turn(-1);
  form.part("on").onclick = () => form.goOn();
  return () => { form.stop(); FORMS.delete(parentElement); };
}
