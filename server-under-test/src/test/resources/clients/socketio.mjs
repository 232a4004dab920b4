// A client on npm's socket.io-client: joins, publishes, is cut off, comes back; prints what happens.
import { io } from 'socket.io-client';

const [url, mode] = [process.argv[2], process.argv[3]];
const socket = io(url, {
  transports: mode.split(','),
  reconnectionDelay: 100,
  reconnectionDelayMax: 200,
});
const emit = (...args) => new Promise((resolve) => socket.emit(...args, resolve));
let last;
let runs = 0;

async function firstRun() {
  console.log(`joined ${(await emit('join', 'node')).place}`);
  if (mode.includes(',')) {
    const { engine } = socket.io;
    if (engine.transport.name !== 'websocket') {
      await new Promise((resolve) => engine.once('upgrade', resolve));
    }
    console.log(`upgraded to ${engine.transport.name}`);
  }
  console.log(`published ${(await emit('publish', 'node', { a: [1, '\u20ac'] })).id}`);
  const binary = Buffer.from('{"binary":true}');
  console.log(`published ${(await emit('publish', 'node', binary)).id}`);
  console.log(`refused ${(await emit('join', 'no such/room')).error}`);
  await new Promise((resolve) => setTimeout(resolve, 2500)); // some heartbeats long
  socket.io.engine.close();
}

socket.on('connect', async () => {
  console.log(`connected ${socket.recovered}`);
  if (++runs === 1) await firstRun();
  else if (!socket.recovered) await emit('join', 'node', last);
});
socket.on('event', (data, id) => {
  last = id;
  console.log(`event ${JSON.stringify(data)} ${id}`);
});
socket.on('gap', (range, place) => {
  last = place;
  console.log(`gap ${JSON.stringify(range)}`);
});
socket.on('disconnect', (reason) => console.log(`lost ${reason}`));
