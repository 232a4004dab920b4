// The wire contract of the reference server, written for Node.js independently of it: rooms of
// events, read by refresh, polls, Server-Sent Events and, where they are there, by `ws` as WebSocket
// and by `socket.io`.
// POST /rooms/ROOM/gap puts a hole into the stream. Prints its address, ends with its input.
'use strict';
const http = require('node:http');

const PAGE = 50;
const rooms = new Map();

function room(name) {
  if (!rooms.has(name)) rooms.set(name, { name, log: [], waiting: new Set() });
  return rooms.get(name);
}

const id = (offset) => `node.1-${offset}`;
const body = (r, from) =>
  `{"next":"${id(r.log.length)}","events":[${r.log.slice(from).map((e) => e.json).join(',')}]}`;

function append(r, make) {
  const offset = r.log.length + 1;
  r.log.push(make(offset));
  for (const wake of [...r.waiting]) wake(r.log[offset - 1]);
}

const publish = (r, data) =>
  append(r, (n) => ({
    json: `{"id":"${id(n)}","data":${data}}`,
    sse: `id: ${id(n)}\r\ndata: ${data}\r\n\r\n`,
    emit: (socket) => socket.emit('event', JSON.parse(data), id(n)),
  }));

const gap = (r) =>
  append(r, (n) => {
    const hole = `{"after":"${id(n - 1)}","next":"${id(n + 1)}"}`;
    return {
      json: `{"gap":${hole}}`,
      sse: `id: ${id(n)}\r\nevent:gap\r\ndata: ${hole}\r\n\r\n`,
      emit: (socket) => socket.emit('gap', JSON.parse(hole), id(n)),
    };
  });

function stream(r, res) {
  res.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  res.write(':hello\r\n\r\n');
  const wake = (event) => res.write(event.sse);
  r.waiting.add(wake);
  res.on('close', () => r.waiting.delete(wake));
}

function poll(r, query, res) {
  const answer = (from) => {
    res.writeHead(200, { 'Content-Type': 'application/json' });
    res.end(body(r, from));
  };
  const after = query.get('after');
  if (after === null) return answer(Math.max(0, r.log.length - PAGE));
  const from = Number(after.split('-').pop());
  if (from < r.log.length) return answer(from);
  if (query.get('wait') === null) return res.writeHead(304).end();
  const done = () => {
    r.waiting.delete(done);
    clearTimeout(timer);
    answer(from);
  };
  const timer = setTimeout(done, Number(query.get('wait')) * 1000);
  r.waiting.add(done);
}

const server = http.createServer((req, res) => {
  const url = new URL(req.url, 'http://node');
  const path = /^\/rooms\/([^/]+)\/(events|stream|gap)$/.exec(url.pathname);
  if (!path) return res.writeHead(404).end('{"error":"no such path"}');
  const r = room(decodeURIComponent(path[1]));
  if (req.method === 'POST') {
    const parts = [];
    req.on('data', (part) => parts.push(part));
    req.on('end', () => {
      if (path[2] === 'gap') gap(r);
      else publish(r, Buffer.concat(parts).toString());
      res.writeHead(201, { 'Content-Type': 'application/json' });
      res.end(`{"id":"${id(r.log.length)}"}`);
    });
  } else if (path[2] === 'stream') stream(r, res);
  else poll(r, url.searchParams, res);
});

try {
  const { WebSocketServer } = require('ws');
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: { threshold: 0 } });
  server.on('upgrade', (req, tcp, head) => {
    if (!req.url.startsWith('/rooms/')) return;
    sockets.handleUpgrade(req, tcp, head, (socket) => sockets.emit('connection', socket, req));
  });
  sockets.on('connection', (socket, req) => {
    const url = new URL(req.url, 'http://node');
    const r = room(decodeURIComponent(url.pathname.split('/')[2]));
    const wake = (event) => {
      // In two fragments with a ping between them, which every client has to bear.
      const half = event.json.length >> 1;
      socket.send(event.json.slice(0, half), { fin: false });
      socket.ping('still there?');
      socket.send(event.json.slice(half), { fin: true });
    };
    if (!url.searchParams.has('publish-only')) r.waiting.add(wake);
    socket.on('message', (data) => publish(r, data.toString()));
    socket.on('close', () => r.waiting.delete(wake));
  });
} catch (e) {
  if (e.code !== 'MODULE_NOT_FOUND') throw e;
}

try {
  const { Server } = require('socket.io');
  new Server(server, { serveClient: false }).on('connection', (socket) => {
    const wake = (event) => event.emit(socket);
    const joined = [];
    socket.on('join', (name, ack) => {
      joined.push(room(name));
      room(name).waiting.add(wake);
      ack({ place: id(room(name).log.length) });
    });
    socket.on('disconnect', () => joined.forEach((r) => r.waiting.delete(wake)));
  });
} catch (e) {
  if (e.code !== 'MODULE_NOT_FOUND') throw e;
}

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
