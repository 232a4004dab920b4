// An event stream client on npm's eventsource: prints what it receives until it is stopped.
import { EventSource } from 'eventsource';

const source = new EventSource(process.argv[2]);
source.onopen = () => console.log('open');
source.onmessage = (event) => console.log(`message ${event.lastEventId} ${event.data}`);
source.addEventListener('gap', (event) => console.log(`gap ${event.lastEventId} ${event.data}`));
