// A page's subscribers in a measured round: the clients of the live view, which hand what comes to a seat instead of
// a lane. All write into one log, in the order in which things came, for whoever reads it at the end:
//   SEAT TIME STAMP      an event came
//   SEAT TIME gap N      N events before the next are missing; -1 if it is not known how many
// Times are those of the page's clock, in milliseconds.
const STAMP = /~pM~[0-9a-f]{56}/;
const MAX_LINES = 1_000_000; // 100 MB
const CLOCK_STEPS = 50;
const LOOK_MS = 10;

function missed({ after, next }) {
  const [from, to] = [after, next].map((id) => /^(.*-)(\d{1,15})$/.exec(id));
  const known = from && to && from[1] === to[1] && Number(to[2]) > Number(from[2]);
  return known ? Number(to[2]) - Number(from[2]) - 1 : -1;
}

class Seat {
  constructor(number, log) {
    Object.assign(this, { number, log, ready: false, state: '', newestHeld: -1 });
    this.publisher = { newest: () => -1 }; // it is elsewhere
  }

  count(what, number = 1) {
    if (what === 'disconnected') this.log.disconnected += number;
  }

  deliver(data, at) {
    const stamp = STAMP.exec(data?.stamp);
    if (stamp !== null) this.log.write(`${this.number} ${at} ${stamp[0]}`);
  }

  gap(range) { this.log.write(`${this.number} ${performance.now()} gap ${missed(range)}`); }
}

export class Subscribers {
  constructor(kinds, transport, server, rooms, settings) {
    this.lines = [];
    this.overflowed = false;
    this.disconnected = 0;
    const { make } = kinds.find(({ name }) => name === transport);
    this.seats = rooms.map((room, number) => new Seat(number, this));
    this.clients = rooms.map((room, number) => new make(server, room, this.seats[number], settings));
    this.clients.forEach((client) => client.start());
  }

  write(line) {
    if (this.lines.length < MAX_LINES) this.lines.push(line);
    else this.overflowed = true;
  }

  // Empty once all have subscribed; else what keeps the first of those that have not.
  async obstacle(patienceMs) {
    const until = performance.now() + patienceMs;
    const waiting = () => this.seats.find(({ ready }) => !ready);
    while (waiting() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    return waiting() ? waiting().state || 'no answer' : '';
  }

  // The smallest step of the clock that is seen.
  clockStepMs() {
    let step = Infinity;
    for (let steps = 0, last = performance.now(); steps < CLOCK_STEPS;) {
      const now = performance.now();
      if (now > last) {
        step = Math.min(step, now - last);
        last = now;
        steps++;
      }
    }
    return step;
  }

  stop() {
    const { disconnected } = this; // leaving is no loss
    this.clients.forEach((client) => client.stop());
    return { lines: this.lines.length, overflowed: this.overflowed, disconnected };
  }

  read(from, to) { return this.lines.slice(from, to).join('\n'); }
}
