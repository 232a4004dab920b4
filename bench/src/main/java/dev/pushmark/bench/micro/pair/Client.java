package dev.pushmark.bench.micro.pair;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Subscription;
import java.io.IOException;

/** Opens a subscription; what comes is told to the inbox on the line's event loop. */
@FunctionalInterface
interface Client {
  Subscription subscribe(Line line, String room, Inbox inbox) throws IOException;
}
