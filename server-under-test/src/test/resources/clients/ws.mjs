// A WebSocket client on npm's ws: publishes the numbers 1..COUNT, prints what it receives.
// COUNT 0: waits for the server to close. BITS: the window that it offers for compressed messages.
import WebSocket from 'ws';

const [url, count, bits] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const deflate = bits > 0 && { serverMaxWindowBits: bits, clientMaxWindowBits: bits, threshold: 0 };
const socket = new WebSocket(url, { perMessageDeflate: deflate });
let received = 0;
socket.on('open', () => {
  console.log('open');
  if (bits > 0) console.log(socket.extensions);
  const text = (number) => (bits > 0 ? `"${'again and '.repeat(20)}${number}"` : String(number));
  for (let number = 1; number <= count; number++) socket.send(text(number));
});
socket.on('ping', () => console.log('ping'));
socket.on('message', (data, binary) => {
  console.log(`${binary ? 'binary' : 'text'} ${data}`);
  if (++received === count) socket.close(4001, 'enough');
});
socket.on('error', (error) => console.log(`error ${error.message}`));
socket.on('close', (code) => console.log(`close ${code}`));
