// The browser's own voice. Where it has none, the words are there to read.

const SPEEDS = { slow: 0.75, usual: 0.9, quick: 1.05 };

class Voice {
  constructor(locale, kept) {
    Object.assign(this, { locale, kept, saying: null, unfinished: "" });
  }

  static get there() { return "speechSynthesis" in window; }

  // Voices for the reader's language; all of them where none says that it speaks it.
  all() {
    if (!Voice.there) return [];
    const every = window.speechSynthesis.getVoices();
    const own = every.filter(voice => voice.lang.toLowerCase().startsWith(this.locale.slice(0, 2).toLowerCase()));
    return own.length ? own : every;
  }

  // Voices may come a moment after the page.
  onVoices(tell) {
    if (!Voice.there) return () => {};
    window.speechSynthesis.addEventListener?.("voiceschanged", tell);
    return () => window.speechSynthesis.removeEventListener?.("voiceschanged", tell);
  }

  say(sentence) {
    if (!Voice.there) return;
    const spoken = new SpeechSynthesisUtterance(sentence);
    const chosen = this.all().find(voice => voice.voiceURI === this.kept.get("voice_is"));
    if (chosen) spoken.voice = chosen;
    spoken.lang = chosen?.lang ?? this.locale;
    spoken.rate = SPEEDS[this.kept.get("speed")] ?? SPEEDS.usual;
    // A voice that never ends (some do) holds nothing up for longer than its words take.
    spoken.onstart = () => { this.holds = performance.now() + 4000 + 700 * sentence.split(/\s+/).length; };
    spoken.onend = spoken.onerror = () => { if (this.saying === spoken) this.hush(); };
    this.saying = spoken; // also keeps it from being collected while it speaks
    this.holds = 0;
    this.unfinished = sentence;
    window.speechSynthesis.speak(spoken);
  }

  get busy() { return Boolean(this.saying) && performance.now() < this.holds; }

  hush() { Object.assign(this, { saying: null, unfinished: "", holds: 0 }); }

  // What was cut off is said from its beginning when the practice goes on.
  stop() {
    const left = this.busy ? this.unfinished : "";
    this.hush();
    if (Voice.there) window.speechSynthesis.cancel();
    return left;
  }
}
