// Publishes the stream on a schedule, over a socket of its own that receives nothing.
// An event is due when the schedule says so; that time is in its payload, not the time it was sent.
const RING = 1 << 16; // events whose times are known: five minutes at the highest rate
const HOPELESS_MS = 5000; // a tab that slept longer than this begins anew

export class Publisher {
  constructor(url, session, settings, onSent, onSlept) {
    Object.assign(this, { url, session, settings, onSent, onSlept });
    this.sequence = 0; // of the next event
    this.scheduled = 0;
    this.dueTimes = new Float64Array(RING);
    this.sentTimes = new Float64Array(RING);
    this.backOffMs = 250;
    this.state = 'Connecting, to publish …';
    this.next = performance.now();
    this.connect();
    this.tick();
  }

  due(sequence) { return this.dueTimes[sequence % RING]; }
  sent(sequence) { return this.sentTimes[sequence % RING]; }
  newest() { return this.sequence - 1; }

  // Whether it published that; anybody may publish something to the room that looks nearly like it.
  isOwn(event) {
    return event !== null && typeof event === 'object' && event.live === this.session
      && Number.isInteger(event.seq) && event.seq >= 0 && event.seq <= this.newest() && event.due === this.due(event.seq);
  }

  isOpen() { return this.socket.readyState === WebSocket.OPEN; }

  connect() {
    this.socket = new WebSocket(`${this.url}?publish-only=1`);
    this.socket.onopen = () => {
      this.backOffMs = 250;
      this.state = '';
    };
    this.socket.onclose = ({ code }) => {
      this.state = `Nothing is published: the publishing socket was closed (${code}); trying again`;
      setTimeout(() => this.connect(), this.backOffMs);
      this.backOffMs = Math.min(this.backOffMs * 2, 2000);
    };
  }

  // A changed rate holds from now on: what was due later by the old one is due by the new one.
  rescheduled() {
    clearTimeout(this.timer);
    this.next = performance.now() + 1000 / this.settings.rate;
    this.tick();
  }

  tick() {
    const now = performance.now();
    if (now - this.next > HOPELESS_MS) {
      this.next = now;
      this.onSlept();
    }
    while (this.next <= now) {
      this.publish(this.next);
      this.next += 1000 / this.settings.rate;
    }
    this.timer = setTimeout(() => this.tick(), Math.max(0, this.next - performance.now()));
  }

  publish(due) {
    this.scheduled++;
    if (!this.isOpen()) return; // scheduled, and not published: counts against the page
    const sequence = this.sequence++;
    const event = { live: this.session, seq: sequence, due, pad: '' };
    const missing = this.settings.payloadBytes - JSON.stringify(event).length;
    event.pad = 'x'.repeat(Math.max(0, missing));
    this.dueTimes[sequence % RING] = due;
    this.sentTimes[sequence % RING] = performance.now();
    this.socket.send(JSON.stringify(event));
    this.onSent(sequence);
  }
}
