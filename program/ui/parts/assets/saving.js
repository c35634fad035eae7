// Keeps words: on this device at once, on the server soon, and says only what is true.
// What lies in localStorage is what the server has not acknowledged.

const WAIT = 800;
const AGAIN = [2500, 4000, 7000, 12000, 20000];

// After a restart the server no longer knows the part of the page that the form is in, and drops
// what comes from there. A change of history makes it run the whole page again, without a reload.
function wake() {
  if (hasLine()) window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}

const theApp = () => document.querySelector('[data-testid="stApp"]');
const hasLine = () => theApp()?.dataset.testConnectionState === "CONNECTED";

// Empty rows are drawn to be written in; they are no words.
const differ = (one, other) => !same(tidy(one), tidy(other));

function tidy(answers) {
  return Object.fromEntries(Object.entries(answers ?? {})
    .map(([id, value]) => [id, isRows(value) ? value.filter(row => !isBlank(row)) : value])
    .filter(([, value]) => !isEmpty(value)));
}

const isRows = value => Array.isArray(value) && value.some(row => row && typeof row === "object");

class Saving {
  constructor(data, { show, restore, differ, refused, done }) {
    Object.assign(this, { show, restore, differ, refusedBy: refused, done });
    this.key = data.key;
    this.place = `cairn:words:${data.person}:${data.step}`;
    this.base = 0; // revision of the server's draft that these words build upon
    this.revision = 0;
    this.kept = null; // answers the server is known to hold
    this.sent = new Map(); // revision -> answers that were sent and not acknowledged
    this.pending = null; // a submission on its way
    this.tries = 0;
  }

  get unsaved() { return differ(this.answers, this.kept ?? this.first); }

  // The first word from the server: begin from what is newer.
  begin(known, first) {
    this.first = first;
    this.take(known.draft);
    this.answers = structuredClone(this.kept ?? first);
    const local = this.local();
    if (local?.pending) this.sendAgain(local.pending);
    else if (local) this.bringBack(local);
    this.hear(known);
  }

  sendAgain(pending) {
    this.pending = pending;
    this.answers = structuredClone(pending.typed);
    this.revision = Math.max(this.revision, pending.revision);
    this.submitAgain();
  }

  bringBack(local) {
    if (!differ(local.answers, this.answers)) return this.forget();
    const builtUpon = local.key === this.key ? local.base : 0;
    this.answers = local.answers;
    if (builtUpon !== this.base && this.kept) { this.other = this.kept; return; }
    this.revision = Math.max(local.revision, this.base + 1);
    this.later(50);
  }

  take(draft) {
    if (!draft || draft.key !== this.key) return;
    this.base = draft.revision;
    this.revision = Math.max(this.revision, draft.revision);
    this.kept = draft.answers;
    this.savedAt = draft.saved_at;
  }

  // What the server says on every run.
  hear(known) {
    this.hearSubmission(known);
    if (known.draft?.key === this.key && known.draft.revision >= this.base && !this.pending)
      this.hearDraft(known.draft);
    if (this.other) this.differ(this.other);
    else if (!this.unsaved && !this.pending) this.settled();
    else if (!this.timer && !this.pending) this.later(WAIT);
    this.say();
  }

  hearDraft(draft) {
    const ours = same(this.sent.get(draft.revision), draft.answers) || !differ(draft.answers, this.answers);
    const news = !ours && differ(draft.answers, this.kept ?? this.first);
    const typed = this.unsaved;
    const newer = draft.revision > this.base;
    this.take(draft);
    if (news && typed) this.other = draft.answers;
    if (news && !typed) { this.answers = structuredClone(draft.answers); this.restore(); }
    if (!ours || !newer) return;
    this.tries = 0;
    if (this.unsaved) this.later(WAIT / 2); // what was sent meanwhile did not build upon this
  }

  hearSubmission(known) {
    const waiting = this.pending;
    if (!waiting) return;
    if (known.acked === waiting.key) {
      const own = waiting.key === this.key;
      this.pending = null;
      if (own) this.kept = this.answers;
      else this.answers = structuredClone(this.kept ?? this.first);
      this.settled();
      this.done(own);
    } else if (known.refused?.key === waiting.key && known.refused.revision >= waiting.revision) {
      this.pending = null;
      this.rest(); // what was sent before is still to be heard of, and stays known as our own
      this.keep();
      this.refusedBy(known.refused.problems);
    }
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = null;
    this.tries = 0;
  }

  settled() {
    this.rest();
    this.sent.clear();
    if (!this.pending) this.forget();
  }

  keepHere() {
    this.revision = Math.max(this.revision, this.base) + 1;
    this.keep();
  }

  // Every key that is pressed comes by here.
  typed() {
    this.keepHere();
    if (!this.other) this.later(WAIT);
    this.say();
  }

  keep() {
    const { key, revision, base, answers, pending } = this;
    try { localStorage.setItem(this.place, JSON.stringify({ key, revision, base, answers, pending })); }
    catch (problem) { console.warn("words are not kept on this device", problem.name); }
  }

  local() {
    try { return JSON.parse(localStorage.getItem(this.place)); }
    catch (problem) { console.warn("no words on this device", problem.name); return null; }
  }

  forget() {
    try { localStorage.removeItem(this.place); }
    catch (problem) { console.warn("no words on this device", problem.name); }
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  // Hand over now if there is anything to hand over (leaving a field, turning a page).
  now() {
    const known = this.pending || this.other || this.sent.has(this.revision);
    if (this.timer && !known && this.tries === 0) this.later(0);
  }

  send() {
    this.timer = null;
    if (this.pending || this.other || !this.unsaved) return;
    if (this.revision <= this.base) this.revision = this.base + 1;
    this.sent.set(this.revision, structuredClone(this.answers));
    const { key, revision, base } = this;
    this.api.setStateValue("draft", { key, revision, base, answers: this.answers, n: this.tries });
    this.wait(() => this.send());
  }

  submit(answers) {
    if (this.pending || this.other) return;
    clearTimeout(this.timer);
    this.revision = Math.max(this.revision, this.base) + 1;
    this.pending = { key: this.key, revision: this.revision, answers, typed: structuredClone(this.answers) };
    this.keep();
    this.tries = 0;
    this.submitAgain();
  }

  submitAgain() {
    const { key, revision, answers } = this.pending;
    this.wait(() => { if (this.pending) this.submitAgain(); });
    // Not from within a mount: what is sent then can be dropped.
    setTimeout(() => this.pending && this.api.setTriggerValue("submitted", { key, revision, answers }), 0);
  }

  wait(again) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.tries += 1;
      if (this.tries % 2 === 0) wake();
      again();
    }, AGAIN[Math.min(this.tries, AGAIN.length - 1)]);
    this.say();
  }

  // The line was cut, or is there again.
  lineChanged() {
    if (!this.pending && !this.unsaved) return;
    if (!hasLine()) this.tries = Math.max(1, this.tries);
    else {
      wake();
      if (this.pending) this.submitAgain();
      else this.send();
    }
    this.say();
  }

  // Two texts: the person chose this one.
  choose(answers) {
    this.other = null;
    this.answers = structuredClone(answers);
    this.revision = this.base + 1;
    if (this.unsaved) { this.keep(); this.later(0); } else this.settled();
    this.restore();
    this.say();
  }

  say() {
    const waiting = this.pending || this.unsaved;
    this.show(!waiting ? (this.savedAt ? "saved" : "") : this.tries > 0 ? "unsaved" : "saving", this.savedAt);
  }

  stop() { clearTimeout(this.timer); }
}
