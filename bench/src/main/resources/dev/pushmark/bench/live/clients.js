// One subscriber per transport, with what the browser itself has for it. Each begins at the room's end, gives
// every event to its lane with the time of receipt, and comes back by itself, later each time, where it left off.
const FIRST_BACK_OFF_MS = 250;
const MAX_BACK_OFF_MS = 2000;
const HOLD_SECONDS = 20;
const utf8 = new TextEncoder();
const decoder = new TextDecoder();
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const bytes = (text) => utf8.encode(text).length;
// The two parts of an event's id, EPOCH-OFFSET.
const parts = (id) => [id.slice(0, id.lastIndexOf('-')), Number(id.slice(id.lastIndexOf('-') + 1))];

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

  // A token goes into the address, since browsers let no header of ours go with streams and sockets.
  address(base, path) {
    const { token } = this.settings;
    const shown = token ? `${path.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(token)}` : '';
    return base + this.room + path + shown;
  }

  async get(path, headers = {}) {
    this.lane.count('requests');
    const answer = await fetch(this.address(this.http, path),
      { cache: 'no-store', headers, signal: this.controller.signal });
    const body = new Uint8Array(await answer.arrayBuffer());
    const at = performance.now();
    if (answer.status === 304) return { at, next: this.after, events: [] };
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
      if (event.gap) this.lane.gap(event.gap);
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
      this.lane.gap(event.gap);
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
      this.take(await this.poll());
      const now = performance.now();
      due = (this.settings.pauses ? now : due) + this.settings.pollIntervalMs;
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

  // A page of another origin would have to ask the server's leave for the header first.
  poll() {
    const headers = this.settings.ownOrigin ? { 'If-None-Match': `"${this.after}"` } : {};
    return this.get(`/events?after=${this.after}`, headers);
  }

  // The slider was moved: the next poll is due now.
  settingsChanged() {
    this.rephase = true;
    this.wake?.();
  }

  close() { this.wake?.(); }
}

// Asks for the latest events each time, as a page that is loaded again does, and looks for what is new among them.
class Refresh extends ShortPolling {
  async poll() {
    const answer = await this.get('/events');
    const [epoch, seen] = parts(this.after);
    const events = answer.events.filter(({ id }) => id && (parts(id)[0] !== epoch || parts(id)[1] > seen));
    const first = events[0]?.id;
    const missing = first && (parts(first)[0] !== epoch || parts(first)[1] > seen + 1);
    return { ...answer, events: missing ? [{ gap: { after: this.after, next: first } }, ...events] : events };
  }
}

class LongPolling extends Client {
  async start() {
    await this.persist(async () => {
      if (this.after === undefined) {
        this.after = await this.place();
        this.opened();
      }
      this.take(await this.get(`/events?after=${this.after}&wait=${this.settings.holdSeconds ?? HOLD_SECONDS}`));
    });
  }
}

class Sse extends Client {
  async start() {
    await this.persist(async () => {
      this.after ??= await this.place();
      await new Promise((resolve, reject) => {
        this.lane.count('requests');
        const source = new EventSource(this.address(this.http, `/stream?after=${this.after}`));
        this.close = () => { source.close(); resolve(); };
        source.onopen = () => this.opened();
        source.addEventListener('gap', ({ data }) => this.lane.gap(JSON.parse(data)));
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
        const socket = new WebSocket(this.address(ws, `/socket?after=${this.after}`));
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
    const { token, transports } = this.settings;
    const socket = window.io(this.http, {
      reconnectionDelay: FIRST_BACK_OFF_MS, reconnectionDelayMax: MAX_BACK_OFF_MS,
      ...(token && { auth: { token } }), ...(transports && { transports }),
    });
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
      this.lane.gap(range);
    });
    socket.on('connect_error', (error) => this.lost(error.message));
    socket.on('disconnect', (reason) => { if (!this.stopped) this.lost(reason); });
  }
}

let loading;
function script() {
  loading ??= (async () => {
    if (window.io) return;
    const answer = await fetch('socket.io.min.js');
    if (answer.status === 304) return { at, next: this.after, events: [] };
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

// What the live view leaves out, since it looks like short polling.
export const REFRESH = { name: 'refresh', title: 'Refresh', make: Refresh };
