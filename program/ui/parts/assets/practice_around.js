// What stands around a practice: a soft bell, a screen that stays on, and what this device keeps.

class Bell {
  // Three partials that fade. A browser lets it sound once somebody has pressed something.
  ring() {
    if (!window.AudioContext) return;
    this.sound ??= new AudioContext();
    if (this.sound.state === "suspended") this.sound.resume();
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

  close() { this.sound?.close(); this.sound = null; }
}

class Awake {
  // Whether the screen will stay on. It is let go of when the page is hidden: ask again then.
  async hold() {
    this.wanted = true;
    try {
      const lock = await navigator.wakeLock?.request("screen");
      if (this.wanted) this.lock = lock; else lock?.release();
      return Boolean(lock);
    } catch (problem) {
      console.info("the screen may go dark", problem.name);
      return false;
    }
  }

  release() { this.wanted = false; this.lock?.release(); this.lock = null; }
}

// Choices of sound, kept on this device and never sent.
class Kept {
  constructor() {
    try { this.all = JSON.parse(localStorage.getItem("cairn:player")) ?? {}; }
    catch (problem) { console.info("nothing is kept of the player", problem.name); this.all = {}; }
  }

  get(name) { return this.all[name]; }

  set(name, value) {
    this.all[name] = value;
    try { localStorage.setItem("cairn:player", JSON.stringify(this.all)); }
    catch (problem) { console.info("nothing is kept of the player", problem.name); }
  }
}

// Where a practice stood, for a page that is loaded again in the middle of it.
class Place {
  constructor(name) { this.name = `cairn:practice:${name}`; }

  read() {
    try { return JSON.parse(sessionStorage.getItem(this.name)); }
    catch (problem) { console.info("the place is not kept", problem.name); return null; }
  }

  keep(place) {
    try { sessionStorage.setItem(this.name, JSON.stringify(place)); }
    catch (problem) { console.info("the place is not kept", problem.name); }
  }

  forget() { sessionStorage.removeItem(this.name); }
}
