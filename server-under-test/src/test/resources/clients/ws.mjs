// A WebSocket client on npm's ws: publishes the numbers 1..COUNT, prints what it receives.
// COUNT 0: waits for the server to close.
import WebSocket from 'ws';

const [url, count] = [process.argv[2], Number(process.argv[3])];
const socket = new WebSocket(url);
let received = 0;
socket.on('open', () => {
  console.log('open');
  for (let number = 1; number <= count; number++) socket.send(String(number));
});
socket.on('ping', () => console.log('ping'));
socket.on('message', (data, binary) => {
  console.log(`${binary ? 'binary' : 'text'} ${data}`);
  if (++received === count) socket.close(4001, 'enough');
});
socket.on('error', (error) => console.log(`error ${error.message}`));
socket.on('close', (code) => console.log(`close ${code}`));
