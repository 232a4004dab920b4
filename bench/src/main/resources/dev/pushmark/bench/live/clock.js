// What the machine's clock reads, the one of the injector's clients, when this page's clock reads something.
// The machine is asked again and again. It reads its clock between the question and the answer, which bounds how far it
// is ahead of the page's. Both count the same ticks, being of one machine, so all bounds hold at once and what they
// leave is the answer. One that contradicts the others says that a clock was moved: all that was known is forgotten.
const KEPT = 60; // bounds: those of the last minute
const AT_FIRST = 5; // exchanges right behind each other, the others a second apart
const PAUSE_MS = 1000;

const median = (values) => values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

export class MachineClock {
  // ask: promises what the machine's clock reads, in ms; read: this page's, in ms, at most a step beside the truth.
  constructor(ask, read, stepMs) {
    Object.assign(this, { ask, read, stepMs });
    this.bounds = []; // newest last
    this.begun = 0; // how often from nothing
  }

  async run() {
    for (;;) {
      const answered = await this.exchange().then(() => true, () => false); // without the view, what is known still holds
      if (!answered || this.bounds.length >= AT_FIRST) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  async exchange() {
    const asked = this.read();
    const machine = await this.ask();
    const answered = this.read();
    const bound = {
      least: machine - answered - this.stepMs, most: machine - asked + this.stepMs, roundTripMs: answered - asked,
    };
    if (this.bounds.length === 0 || bound.least > this.most() || bound.most < this.least()) {
      this.bounds = [];
      this.begun++;
    }
    this.bounds.push(bound);
    if (this.bounds.length > KEPT) this.bounds.shift();
  }

  least() { return Math.max(...this.bounds.map(({ least }) => least)); }
  most() { return Math.min(...this.bounds.map(({ most }) => most)); }

  // How far the machine's clock is ahead, how wrong that can be, and how long a question took: the median. Null before
  // the first answer.
  known() {
    if (this.bounds.length === 0) return null;
    return {
      aheadMs: (this.least() + this.most()) / 2,
      errorMs: (this.most() - this.least()) / 2,
      roundTripMs: median(this.bounds.map(({ roundTripMs }) => roundTripMs)),
      exchanges: this.bounds.length,
      begun: this.begun,
    };
  }
}
