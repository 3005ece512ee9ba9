// Chance that can be repeated: one stream of numbers for each seed (mulberry32, Tommy Ettinger 2017).

export class Chance {
  constructor(seed) {
    this.state = (seed * 0x9e3779b1) >>> 0;
  }

  // A number from 0 up to 1.
  part() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  // A whole number from 0 up to and without `end`.
  below(end) {
    return Math.floor(this.part() * end);
  }

  // A whole number of both ends.
  between(first, last) {
    return first + this.below(last - first + 1);
  }

  one(list) {
    return list[this.below(list.length)];
  }

  // One of the names of an object, each as often as its number says.
  weighed(weights) {
    const all = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
    let at = this.part() * all;
    for (const [name, weight] of Object.entries(weights)) {
      at -= weight;
      if (at < 0) return name;
    }
    return Object.keys(weights).at(-1);
  }

  odds(part) {
    return this.part() < part;
  }
}
