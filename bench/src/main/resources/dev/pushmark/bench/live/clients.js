// One subscriber per transport, with what the browser itself has for it. Each begins at the room's end, gives
// every event to its lane with the time of receipt, and comes back by itself, later each time, where it left off.
const FIRST_BACK_OFF_MS = 250;
const MAX_BACK_OFF_MS = 8000;
const HOLD_SECONDS = 20;
const utf8 = new TextEncoder();
const decoder = new TextDecoder();
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const bytes = (text) => utf8.encode(text).length;

class Client {
  constructor(http, room, lane, settings) {
    Object.assign(this, { http, room: `/rooms/${room}`, lane, settings });
    this.stopped = false;
    this.up = false;
    this.backOffMs = FIRST_BACK_OFF_MS;
    this.controller = new AbortController();
  }

  stop() {
    this.stopped = true;
    this.controller.abort();
    this.lane.ready = false;
    this.close?.();
  }

  opened() {
    this.backOffMs = FIRST_BACK_OFF_MS;
    this.up = true;
    this.lane.state = '';
    if (this.lane.ready) return;
    this.lane.newestHeld = this.lane.publisher.newest();
    this.lane.ready = true;
  }

  async get(path) {
    this.lane.count('requests');
    const answer = await fetch(this.http + this.room + path, { cache: 'no-store', signal: this.controller.signal });
    const body = new Uint8Array(await answer.arrayBuffer());
    const at = performance.now();
    if (!answer.ok) throw new Error(`the server answered ${answer.status}: ${decoder.decode(body)}`);
    this.lane.count('receivedBytes', body.length);
    return { at, ...JSON.parse(decoder.decode(body)) };
  }

  async place() { return (await this.get('/events')).next; }

  // Does it until it is stopped, again after a while where it failed.
  async persist(step) {
    while (!this.stopped) {
      try {
        await step();
      } catch (error) {
        if (this.stopped) return;
        this.lost(error.message);
        await this.wait();
      }
    }
  }

  lost(why) {
    if (this.up) this.lane.count('disconnected'); // the attempts that follow are part of it
    this.up = false;
    this.lane.state = `Lost: ${why}; trying again`;
  }

  async wait() {
    await sleep(this.backOffMs);
    this.backOffMs = Math.min(this.backOffMs * 2, MAX_BACK_OFF_MS);
  }

  take(answer) {
    if (answer.events.length > 0) this.lane.count('arrivals');
    else this.lane.count('emptyPolls');
    for (const event of answer.events) {
      if (event.gap) this.lane.gap();
      else this.lane.deliver(event.data, answer.at);
    }
    this.after = answer.next;
    this.opened();
  }

  message(text, at) {
    this.lane.count('receivedBytes', bytes(text));
    this.lane.count('arrivals');
    const event = JSON.parse(text);
    if (event.gap) {
      this.lane.gap();
      return;
    }
    this.after = event.id;
    this.lane.deliver(event.data, at);
  }
}

class ShortPolling extends Client {
  async start() {
    let due = performance.now();
    await this.persist(async () => {
      this.after ??= await this.place();
      this.take(await this.get(`/events?after=${this.after}`));
      due += this.settings.pollIntervalMs;
      const now = performance.now();
      if (due < now) {
        const missed = Math.floor((now - due) / this.settings.pollIntervalMs);
        this.lane.count('missedPolls', missed);
        due += missed * this.settings.pollIntervalMs;
      }
      this.next = due;
      await new Promise((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, Math.max(0, due - performance.now()));
      });
      if (this.rephase) due = performance.now();
      this.rephase = false;
    });
  }

  // The slider was moved: the next poll is due now.
  settingsChanged() {
    this.rephase = true;
    this.wake?.();
  }

  close() { this.wake?.(); }
}

class LongPolling extends Client {
  async start() {
    await this.persist(async () => {
      if (this.after === undefined) {
        this.after = await this.place();
        this.opened();
      }
      this.take(await this.get(`/events?after=${this.after}&wait=${HOLD_SECONDS}`));
    });
  }
}

class Sse extends Client {
  async start() {
    await this.persist(async () => {
      this.after ??= await this.place();
      await new Promise((resolve, reject) => {
        this.lane.count('requests');
        const source = new EventSource(`${this.http}${this.room}/stream?after=${this.after}`);
        this.close = () => { source.close(); resolve(); };
        source.onopen = () => this.opened();
        source.addEventListener('gap', () => this.lane.gap());
        source.onmessage = ({ data, lastEventId }) => {
          const at = performance.now();
          this.lane.count('receivedBytes', bytes(data));
          this.lane.count('arrivals');
          this.after = lastEventId;
          this.lane.deliver(JSON.parse(data), at);
        };
        // Its own way of coming back is left out: it would not tell of its requests.
        source.onerror = () => { source.close(); reject(new Error('the stream ended')); };
      });
    });
  }
}

class Socket extends Client {
  async start() {
    const ws = this.http.replace(/^http/, 'ws');
    await this.persist(async () => {
      this.after ??= await this.place();
      await new Promise((resolve, reject) => {
        this.lane.count('requests');
        const socket = new WebSocket(`${ws}${this.room}/socket?after=${this.after}`);
        this.close = () => { socket.close(); resolve(); };
        socket.onopen = () => this.opened();
        socket.onmessage = ({ data }) => this.message(data, performance.now());
        socket.onclose = ({ code }) => reject(new Error(`the socket was closed (${code})`));
      });
    });
  }
}

// npm's socket.io-client as its authors meant it: polls first, then a WebSocket.
class SocketIo extends Client {
  async start() {
    try {
      await script();
    } catch (error) {
      this.lane.state = error.message;
      this.lane.missing = true;
      return;
    }
    if (this.stopped) return;
    const room = this.room.slice('/rooms/'.length);
    const socket = window.io(this.http, { reconnectionDelay: FIRST_BACK_OFF_MS, reconnectionDelayMax: MAX_BACK_OFF_MS });
    const requests = new PerformanceObserver((list) => {
      const own = list.getEntries().filter((entry) => entry.name.startsWith(`${this.http}/socket.io/`));
      this.lane.count('requests', own.length);
    });
    requests.observe({ type: 'resource' });
    this.close = () => { requests.disconnect(); socket.close(); };
    socket.io.on('open', () => socket.io.engine.once('upgrade', () => this.lane.count('requests')));
    socket.on('connect', () => {
      if (socket.recovered) {
        this.opened();
        return;
      }
      socket.emit('join', room, ...(this.after ? [this.after] : []), ({ place, error }) => {
        if (error) {
          this.lost(error);
          return;
        }
        this.after ??= place;
        this.opened();
      });
    });
    socket.on('event', (data, id) => {
      const at = performance.now();
      this.lane.count('receivedBytes', bytes(JSON.stringify(data)));
      this.lane.count('arrivals');
      this.after = id;
      this.lane.deliver(data, at);
    });
    socket.on('gap', (range, place) => {
      this.after = place;
      this.lane.gap();
    });
    socket.on('connect_error', (error) => this.lost(error.message));
    socket.on('disconnect', (reason) => { if (!this.stopped) this.lost(reason); });
  }
}

let loading;
function script() {
  loading ??= (async () => {
    const answer = await fetch('socket.io.min.js');
    if (!answer.ok) throw new Error((await answer.text()).trim());
    await new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = 'socket.io.min.js';
      element.onload = resolve;
      element.onerror = () => reject(new Error('socket.io-client cannot be loaded'));
      document.head.append(element);
    });
  })();
  return loading;
}

export const CLIENTS = [
  { name: 'short-polling', title: 'Short polling', make: ShortPolling },
  { name: 'long-polling', title: 'Long polling', make: LongPolling },
  { name: 'sse', title: 'SSE', make: Sse },
  { name: 'websocket', title: 'WebSocket', make: Socket },
  { name: 'socketio', title: 'Socket.IO', make: SocketIo },
];
