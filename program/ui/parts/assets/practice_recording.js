// A recorded voice: its own clock leads, and the words follow it, however long it is.

class Recording {
  constructor(address, broken) {
    this.sound = new Audio(address);
    this.sound.preload = "auto";
    this.heard = 0; // where it was when it was last asked
    this.sound.onerror = () => broken();
  }

  // Seconds of it, once they are known.
  get whole() { return isFinite(this.sound.duration) ? this.sound.duration : 0; }
  get ended() { return this.sound.ended; }

  play(broken) { this.sound.play().catch(problem => problem.name === "AbortError" || broken()); }
  pause() { this.sound.pause(); }

  // Seconds played since it was asked before.
  passed() {
    const { currentTime } = this.sound;
    const passed = Math.max(0, currentTime - this.heard);
    this.heard = currentTime;
    return passed;
  }

  // Where the practice is: the script's `total` seconds are laid over what the recording lasts.
  position(total) { return this.whole ? (this.sound.currentTime / this.whole) * total : 0; }

  seek(position, total) {
    const go = () => { this.sound.currentTime = this.heard = (position / total) * this.whole; };
    if (this.whole) go();
    else if (position > 0) this.sound.addEventListener("loadedmetadata", go, { once: true });
  }

  back(seconds) {
    this.sound.currentTime = Math.max(0, this.sound.currentTime - seconds);
    this.heard = this.sound.currentTime;
  }

  close() { this.sound.onerror = null; this.sound.pause(); this.sound.removeAttribute("src"); }
}
