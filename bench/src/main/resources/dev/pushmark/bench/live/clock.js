// What the machine's clock reads, the one of the injector's clients, when this page's clock reads something.
// The machine is asked again and again. It reads its clock between the question and the answer, which bounds how far it
// is ahead of the page's. Both count the same ticks, being of one machine, so all bounds hold at once and what they
// leave is the answer. One that contradicts the others says that a clock was moved: all that was known is forgotten.
const KEPT = 120; // bounds: those of the last minute
const AT_FIRST = 5; // exchanges right behind each other, the others with a pause between
const PAUSE_MS = 500;
const PATIENCE_MS = 5000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (values) => values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

export class MachineClock {
  // ask: promises an exchange: what the machine's clock read; by this page's clock, at most a step beside the truth,
  // when the script wanted to know, when the question went out, when the answer came in, and when the script heard it;
  // all in ms.
  constructor(ask, stepMs) {
    Object.assign(this, { ask, stepMs });
    this.exchanges = []; // newest last
    this.begun = 0; // how often from nothing
  }

  async run() {
    for (;;) {
      const answered = await this.exchange().then(() => true, () => false); // without the view, what is known still holds
      if (!answered || this.exchanges.length >= AT_FIRST) await sleep(PAUSE_MS);
    }
  }

  async exchange() {
    const { machine, wanted, sent, came, heard } = await this.ask();
    const exchange = {
      least: machine - came - this.stepMs, most: machine - sent + this.stepMs, wakeMs: heard - came, roundTripMs: heard - wanted,
    };
    if (this.exchanges.length === 0 || exchange.least > this.most() || exchange.most < this.least()) {
      this.exchanges = [];
      this.begun++;
    }
    this.exchanges.push(exchange);
    if (this.exchanges.length > KEPT) this.exchanges.shift();
  }

  least() { return Math.max(...this.exchanges.map(({ least }) => least)); }
  most() { return Math.min(...this.exchanges.map(({ most }) => most)); }

  // How far the machine's clock is ahead, and how wrong that can be; medians: how long the script did not hear what had
  // come in, and how long it waited in all. Null before the first answer.
  known() {
    if (this.exchanges.length === 0) return null;
    return {
      aheadMs: (this.least() + this.most()) / 2,
      errorMs: (this.most() - this.least()) / 2,
      wakeMs: median(this.exchanges.map(({ wakeMs }) => wakeMs)),
      roundTripMs: median(this.exchanges.map(({ roundTripMs }) => roundTripMs)),
      exchanges: this.exchanges.length,
      begun: this.begun,
    };
  }
}

// Asks over HTTP. When question and answer passed the network is what the browser itself noted, beside the script,
// which has other things to do.
export function asking(path) {
  const waiting = new Map();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) waiting.get(entry.name)?.(entry);
  }).observe({ type: 'resource' });
  let number = 0;
  return async () => {
    const url = new URL(`${path}?${number++}`, location.href).href;
    const noted = new Promise((resolve) => waiting.set(url, resolve));
    try {
      const wanted = performance.now();
      const answer = await fetch(url, { cache: 'no-store' });
      const heard = performance.now();
      if (answer.status !== 204) throw new Error(`the clock answered ${answer.status}`);
      const entry = await Promise.race([noted, sleep(PATIENCE_MS)]);
      if (!entry?.requestStart) throw new Error('the browser noted nothing');
      const machine = Number(answer.headers.get('Clock-Ns')) / 1e6;
      return { machine, wanted, sent: entry.requestStart, came: entry.responseStart, heard };
    } finally {
      waiting.delete(url);
    }
  };
}
