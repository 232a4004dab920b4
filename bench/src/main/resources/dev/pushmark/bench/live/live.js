// The page: sliders, lanes, and what is recorded since the last change of either.
import { CLIENTS } from './clients.js';
import { MachineClock, asking } from './clock.js';
import { colours, draw } from './dots.js';
import { Lane } from './lane.js';
import { Publisher } from './publisher.js';

const RATES = [1, 2, 5, 20, 50, 100, 150, 200];
const INTERVALS_MS = [50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const PAYLOADS_BYTES = [150, 200, 500, 1000, 2000, 4096, 8192, 16_384];
const SETTLING_MS = 1000; // between a change and the recording that follows it
const MIN_RECORDING_MS = 2000; // that is worth being saved
const MAX_RECORDING_MS = 300_000;
const DRAW_MS = 50;
const FIGURES_MS = 500;
const $ = (id) => document.getElementById(id);
const calm = matchMedia('(prefers-reduced-motion: reduce)');

// The smallest step seen, and never less than what arithmetic of such large numbers can tell.
function clockStepUs() {
  let step = Infinity;
  for (let steps = 0, last = performance.now(); steps < 200;) {
    const now = performance.now();
    if (now > last) {
      step = Math.min(step, now - last);
      last = now;
      steps++;
    }
  }
  return Math.max(1, Math.round(step * 1000));
}

const time = (ms) => {
  if (ms === null) return '–';
  if (ms < 10) return `${ms.toFixed(2)} ms`;
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;
};
const size = (bytes) => {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
};

const settings = { rate: 50, pollIntervalMs: 1000, payloadBytes: 200 };
const session = crypto.randomUUID();
const stepUs = clockStepUs();
const { server } = await (await fetch('config.json')).json();
const room = new URLSearchParams(location.search).get('room') || `live-${session.slice(0, 8)}`;
$('room').textContent = room;
$('server').textContent = server;

// Live regions are read out again whenever they are written to.
const show = (element, text) => { if (element.textContent !== text) element.textContent = text; };
const status = (text) => { $('status').textContent = text; };
if (!/^[A-Za-z0-9._-]{1,128}$/.test(room)) {
  $('recording').textContent = '';
  status(`room must be 1 to 128 characters of A-Z a-z 0-9 . _ -, was ${room}`);
  throw new Error('no such room can be');
}

const machine = new MachineClock(asking('clock'), stepUs / 1000);
machine.run();

const http = server.replace(/\/$/, '');
const publisher = new Publisher(`${http.replace(/^http/, 'ws')}/rooms/${room}/socket`, session, settings,
  () => {}, () => restart());
let recording = null; // of these lanes with these settings, from an event on, while one goes on
let restartAt = performance.now() + SETTLING_MS;
let saving = false;

publisher.onSent = (sequence) => {
  if (recording === null || sequence > recording.last) return;
  const second = Math.max(0, Math.floor((publisher.sent(sequence) - recording.startAt) / 1000));
  while (recording.sendDelaysUs.length <= second) recording.sendDelaysUs.push([]);
  recording.sendDelaysUs[second].push(Math.round((publisher.sent(sequence) - publisher.due(sequence)) * 1000));
};

const views = CLIENTS.map(({ name, title, make }) => {
  const lane = new Lane(name, title, publisher);
  const node = $('lane').content.cloneNode(true).firstElementChild;
  const heading = node.querySelector('h3');
  heading.textContent = title;
  heading.id = `lane-${name}`;
  node.setAttribute('aria-labelledby', heading.id);
  node.querySelector('canvas').setAttribute('aria-label', `${title}: latency of each event of the last 10 seconds`);
  const toggle = node.querySelector('input');
  toggle.setAttribute('aria-label', `${title} on`);
  const view = {
    lane, node, toggle, make, canvas: node.querySelector('canvas'), state: node.querySelector('.state'),
    fields: Object.fromEntries([...node.querySelectorAll('dd')].map((field) => [field.dataset.figure, field])),
  };
  toggle.addEventListener('change', () => { turn(view, toggle.checked); restart(); });
  $('lanes').append(node);
  return view;
});

function turn(view, on) {
  view.lane.on = on;
  view.node.classList.toggle('off', !on);
  view.client?.stop();
  view.client = null;
  if (on) {
    view.lane.state = 'Connecting …';
    view.lane.missing = false;
    view.lane.recent = [];
    view.client = new view.make(http, room, view.lane, settings);
    view.client.start();
  } else {
    view.lane.state = '';
  }
}

// What was recorded belongs to other settings: begin anew, a moment later.
function restart() {
  if (saving) return;
  recording = null;
  restartAt = performance.now() + SETTLING_MS;
}

const running = () => views.filter(({ lane }) => lane.on && !lane.missing);

function watchRecording(now) {
  const lanes = running();
  if (saving) return;
  if (recording === null && now >= restartAt && publisher.isOpen() && lanes.length > 0
      && lanes.every(({ lane }) => lane.ready)) {
    recording = {
      first: publisher.sequence, last: Infinity, startAt: now, scheduledBefore: publisher.scheduled, sendDelaysUs: [],
      settings: { ...settings }, lanes: lanes.map(({ lane }) => lane),
    };
    lanes.forEach(({ lane }) => lane.begin(recording.first, now));
  }
  if (recording !== null && recording.endAt === undefined && now - recording.startAt > MAX_RECORDING_MS) end(now);
  const length = recordedMs(now);
  // Not disabled, which would take the keyboard's focus away.
  $('save').setAttribute('aria-disabled', String(length < MIN_RECORDING_MS));
  $('recording').textContent = recording === null
    ? 'A recording begins when all lanes are connected'
    : `${recording.endAt === undefined ? 'Recording' : 'Recorded'}: ${(length / 1000).toFixed(0)} s, begun at the last change`;
}

function recordedMs(now) {
  return recording === null ? 0 : (recording.endAt ?? now) - recording.startAt;
}

function end(now) {
  recording.endAt = now;
  recording.last = publisher.newest();
  recording.scheduled = publisher.scheduled - recording.scheduledBefore;
  recording.lanes.forEach((lane) => lane.end(recording.last, now));
}

async function save() {
  saving = true;
  $('save').setAttribute('aria-disabled', 'true');
  try {
    if (recording.endAt === undefined) end(performance.now());
    status('Waiting for what is still under way …');
    const patience = performance.now() + 2 * settings.pollIntervalMs + 2000;
    while (performance.now() < patience && !recording.lanes.every((lane) => lane.isComplete())) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const answer = await fetch('save', { method: 'POST', body: JSON.stringify(record()) });
    if (!answer.ok) throw new Error(await answer.text());
    const { run } = await answer.json();
    status(`Saved as results/runs/${run}: `);
    const link = document.createElement('a');
    link.href = `runs/${encodeURIComponent(run)}/report.html`;
    link.textContent = 'its report';
    $('status').append(link);
    return run;
  } catch (error) {
    status(`Not saved: ${error.message.trim()}`);
    return null;
  } finally {
    saving = false;
    restart();
  }
}

function record() {
  return {
    settings: {
      eventsPerSecond: recording.settings.rate,
      pollIntervalMs: recording.settings.pollIntervalMs,
      payloadBytes: recording.settings.payloadBytes,
    },
    clockStepUs: stepUs,
    measuredMs: recording.endAt - recording.startAt,
    scheduled: recording.scheduled,
    published: recording.last - recording.first + 1,
    sendDelaysUs: recording.sendDelaysUs,
    lanes: recording.lanes.map((lane) => lane.record()),
  };
}

function slider(id, values, key, text) {
  const input = $(id);
  const show = () => {
    $(`${id}-text`).textContent = text(values[input.value]);
    input.setAttribute('aria-valuetext', text(values[input.value]));
  };
  input.value = values.indexOf(settings[key]);
  input.addEventListener('input', () => {
    settings[key] = values[input.value];
    show();
    if (key === 'rate') publisher.rescheduled();
    views.forEach(({ client }) => { if (key === 'pollIntervalMs') client?.settingsChanged?.(); });
    restart();
  });
  show();
}

const graceMs = () => 2 * settings.pollIntervalMs + 2000;

function figures() {
  const now = performance.now();
  return Object.fromEntries(views.map(({ lane }) => [lane.name, lane.figures(now, graceMs())]));
}

function showClock() {
  const known = machine.known();
  const steps = `Latencies are read from one clock, this page's, in steps of ${stepUs} µs${crossOriginIsolated ? ''
    : ' (the page is not isolated, so the browser coarsens it)'}.`;
  show($('clock'), known === null ? steps : `${steps} Against the machine's, by which other programs measure, it is known to `
    + `±${time(known.errorMs)}. What the browser has received, the page's script hears of ${time(known.wakeMs)} later (median `
    + `of ${known.exchanges}): about so much of each latency is the browser's own.`);
}

function showFigures() {
  const now = performance.now();
  watchRecording(now);
  showClock();
  show($('publishing'), publisher.state);
  let foreign = 0;
  for (const { lane, fields, state } of views) {
    show(state, lane.state);
    state.classList.toggle('bad', lane.state.startsWith('Lost'));
    foreign += lane.foreign;
    if (!lane.on) continue;
    const seen = lane.figures(now, graceMs());
    for (const name of ['p50', 'latest', 'outOfDate', 'meanOutOfDate']) fields[name].textContent = time(seen[name]);
    fields.bytes.textContent = size(seen.receivedBytes);
    fields.requests.textContent = seen.requests.toLocaleString('en');
    fields.delivered.textContent = seen.delivered.toLocaleString('en');
    fields.faults.textContent = `${seen.lost}, ${seen.duplicated}, ${seen.reordered}`;
    fields.faults.classList.toggle('bad', seen.lost + seen.duplicated + seen.reordered > 0);
  }
  if (foreign > 0 && !saving && $('status').textContent === '') status('Somebody else publishes to this room, too; that is not counted.');
}

let drawnAt = 0;
function animate(at) {
  if (at - drawnAt >= (calm.matches ? 1000 : DRAW_MS)) {
    drawnAt = at;
    const pens = colours();
    for (const { lane, canvas } of views) draw(canvas, lane.recent, performance.now(), pens);
  }
  requestAnimationFrame(animate);
}

slider('rate', RATES, 'rate', (rate) => `${rate} events/s`);
slider('interval', INTERVALS_MS, 'pollIntervalMs', (ms) => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`));
slider('payload', PAYLOADS_BYTES, 'payloadBytes', size);
$('save').addEventListener('click', () => {
  if (saving) return;
  if (recordedMs(performance.now()) < MIN_RECORDING_MS) status('There is nothing to save yet: a recording of 2 s at least');
  else save();
});
views.forEach((view) => turn(view, true));
setInterval(showFigures, FIGURES_MS);
requestAnimationFrame(animate);

// For those who look at the page from outside, such as its test.
window.pushmarkLive = {
  figures, save, stepUs,
  clock: () => machine.known(),
  // Of the last ten seconds, by transport: the number of each event and when it came, by this page's clock.
  arrivals: () => Object.fromEntries(views.map(({ lane }) => [lane.name, lane.recent.map(({ seq, at }) => [seq, at])])),
  firstRecorded: () => recording.first,
  recordedMs: () => recordedMs(performance.now()),
  states: () => Object.fromEntries(views.map(({ lane }) => [lane.name, lane.state])),
};
