// What one transport brought: the last ten seconds to look at, and a recording to keep.
export const WINDOW_MS = 10_000;
const MISSING = 0, ARRIVED = 1, SKIPPED = 2;

export class Lane {
  constructor(name, title, publisher) {
    Object.assign(this, { name, title, publisher });
    this.on = true;
    this.ready = false;
    this.state = '';
    this.recent = []; // { seq, at, latency }, in order of receipt
    this.newestHeld = -1;
    this.foreign = 0;
    this.begin(0, 0);
  }

  // Begins a recording with an event; what came before it is not counted.
  begin(first, at) {
    this.first = first;
    this.startAt = at;
    this.endAt = Infinity;
    this.lastSequence = Infinity;
    this.fates = [];
    this.counts = {
      delivered: 0, skipped: 0, duplicated: 0, reordered: 0, disconnected: 0, receivedBytes: 0, requests: 0,
      emptyPolls: 0, missedPolls: 0, arrivals: 0,
    };
    this.latenciesUs = [];
    this.area = 0;
    this.outOfDateMs = 0;
    this.peakMs = 0;
    this.accountedTo = at;
    this.newestCounted = first - 1;
  }

  // Ends it: later events are not counted, but those under way still are.
  end(last, at) {
    this.account(at);
    this.endAt = at;
    this.lastSequence = last;
  }

  count(what, number = 1) {
    if (performance.now() <= this.endAt) this.counts[what] += number;
  }

  // An event that the transport handed over at a time of the page's clock.
  deliver(event, at) {
    if (!this.publisher.isOwn(event)) {
      this.foreign++;
      return;
    }
    const { seq, due } = event;
    this.recent.push({ seq, at, latency: at - due });
    this.account(at);
    this.newestHeld = Math.max(this.newestHeld, seq);
    if (seq < this.first || seq > this.lastSequence) return;
    const index = seq - this.first;
    if (this.fates[index] === ARRIVED) {
      this.counts.duplicated++;
      return;
    }
    if (seq < this.newestCounted) this.counts.reordered++;
    if (this.fates[index] === SKIPPED) this.counts.skipped--;
    if (this.gapBefore) this.skip(this.newestCounted + 1, seq);
    this.gapBefore = false;
    this.newestCounted = Math.max(this.newestCounted, seq);
    this.fates[index] = ARRIVED;
    this.counts.delivered++;
    const second = Math.max(0, Math.floor((at - this.startAt) / 1000));
    while (this.latenciesUs.length <= second) this.latenciesUs.push([]);
    this.latenciesUs[second].push(Math.round((at - due) * 1000));
  }

  // The server said that something is missing before the next event.
  gap() { this.gapBefore = true; }

  skip(from, to) {
    for (let seq = from; seq < to; seq++) {
      if (this.fates[seq - this.first] !== undefined) continue;
      this.fates[seq - this.first] = SKIPPED;
      this.counts.skipped++;
    }
  }

  // When the first event was due that is newer than the newest held; null while that is the newest.
  lackingSince() {
    return this.newestHeld < this.publisher.newest() ? this.publisher.due(this.newestHeld + 1) : null;
  }

  // Adds the time out of date since the last call: a triangle's top, from the due time upwards.
  account(at) {
    const to = Math.min(at, this.endAt);
    const since = this.lackingSince();
    if (since !== null) {
      const from = Math.max(this.accountedTo, since);
      if (to > from) {
        this.area += ((to - since) ** 2 - (from - since) ** 2) / 2;
        this.outOfDateMs += to - from;
        this.peakMs = Math.max(this.peakMs, to - since);
      }
    }
    this.accountedTo = Math.max(this.accountedTo, to);
  }

  // Events of the recording that did not arrive although they were due before a time.
  lost(dueBefore) {
    let lost = 0;
    const last = Math.min(this.lastSequence, this.publisher.newest());
    for (let seq = last; seq >= this.first; seq--) {
      if ((this.fates[seq - this.first] ?? MISSING) === MISSING && this.publisher.due(seq) < dueBefore) lost++;
    }
    return lost;
  }

  isComplete() {
    return this.counts.delivered + this.counts.skipped >= this.lastSequence - this.first + 1;
  }

  // The window's order statistics: the smallest value with at least that share at or below it.
  window(now) {
    let old = 0;
    while (old < this.recent.length && this.recent[old].at < now - WINDOW_MS) old++;
    if (old > 0) this.recent.splice(0, old);
    const sorted = Float64Array.from(this.recent, (dot) => dot.latency).sort();
    const at = (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
    return {
      p50: sorted.length > 0 ? at(0.5) : null,
      latest: sorted.length > 0 ? at(1) : null,
    };
  }

  figures(now, graceMs) {
    this.account(now);
    const since = this.lackingSince();
    const length = Math.min(now, this.endAt) - this.startAt;
    return {
      ...this.window(now),
      outOfDate: since === null ? 0 : Math.max(0, now - since),
      meanOutOfDate: length > 0 ? this.area / length : 0,
      lost: this.lost(now - graceMs),
      ...this.counts,
    };
  }

  // As it is saved; after the end and when everything had its time to arrive.
  record() {
    const length = this.endAt - this.startAt;
    return {
      transport: this.name,
      ...this.counts,
      lost: this.lost(Infinity),
      outOfDateMs: this.area / length,
      peakOutOfDateMs: this.peakMs,
      outOfDateShare: Math.min(1, this.outOfDateMs / length),
      latenciesUs: this.latenciesUs,
    };
  }
}
