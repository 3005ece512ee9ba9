// What somebody was told is kept: a receipt for each, with a text that is nowhere else. And what may be gone, with the reason.

export class Receipts {
  all = [];
  #count = 0;

  // A text for a change of this run.
  canary(run) {
    this.#count += 1;
    return `zq${run.toString(36).padStart(4, "0")}w${this.#count.toString(36).padStart(3, "0")}k`;
  }

  // `by` is the device or "the house"; `what` the deed; `root` the file, where it is known.
  give({ run, canary, by, what, root = null }) {
    const receipt = { run, canary, by, what, root, excused: null, at: Date.now() };
    this.all.push(receipt);
    return receipt;
  }

  // Those that must be in the log.
  get due() {
    return this.all.filter(({ excused }) => excused === null);
  }

  // The storage of a browser is gone: what it had not sent is lost, and has to be reported under its number.
  thrownAway(by, dev, inLog) {
    const gone = this.due.filter((receipt) => receipt.by === by && !inLog.has(receipt.canary));
    for (const receipt of gone) receipt.excused = { why: "on a device reported lost", dev };
    for (const receipt of this.due.filter((receipt) => receipt.by === by)) receipt.orphan = true;
    return gone.length;
  }

  // The log goes back to a row: what only the server had is lost with it, which docs/sync.md says. `held` tells whether a device holds a text.
  wentBack(lost, held) {
    for (const receipt of this.due) {
      if (lost.has(receipt.canary) && (receipt.by === "the house" || receipt.orphan) && !held(receipt.canary)) {
        receipt.excused = { why: "with the log that went back: no device that is left had it" };
      }
    }
  }
}
