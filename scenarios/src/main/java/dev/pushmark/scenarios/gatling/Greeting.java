package dev.pushmark.scenarios.gatling;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.results.model.Workload.PublishVia;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.websocket.WebSocketTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes an event into a room, and finds out the place in front of it: who asks for what came
 * behind that place gets the event, whenever it asks. It bears no stamp, so that nobody counts it.
 */
final class Greeting implements Receiver {
  private static final byte[] EVENT = "{\"welcome\":true}".getBytes(UTF_8);
  private static final int PATIENCE_SECONDS = 10;

  private final Line line;
  private final String room;
  private final CompletableFuture<String> place = new CompletableFuture<>();
  private @Nullable Subscription subscription;
  private @Nullable Publisher publisher;
  private @Nullable String before;

  /** A greeting by this line to the server, around what may be wrong on the subscribers' way. */
  Greeting(Line line, String room) {
    this.line = line;
    this.room = room;
  }

  /** Completes on the line's loop, with the place, when the event has been seen in the room. */
  CompletableFuture<String> publish() {
    line.loop()
        .execute(
            () -> {
              subscription = new WebSocketTransport().subscribe(line, room, null, this);
              line.loop()
                  .schedule(
                      () -> fail("the event did not come back"),
                      PATIENCE_SECONDS,
                      TimeUnit.SECONDS);
            });
    return place;
  }

  @Override
  public void reached(String id) {
    before = id;
  }

  @Override
  public void subscribed() {
    Transports.publishing(PublishVia.HTTP)
        .open(line, room, this::fail)
        .whenComplete(
            (opened, failure) -> {
              if (failure != null) {
                fail("a publisher " + failure.getMessage());
                return;
              }
              publisher = opened;
              opened.write(Unpooled.wrappedBuffer(EVENT));
              opened.flush();
            });
  }

  @Override
  public void received(ByteBuf bytes, int from, int to) {
    String known = before;
    if (known == null) {
      fail("the server does not tell the place of its events");
    } else {
      leave();
      place.complete(known);
    }
  }

  @Override
  public void gap(long missed) {}

  @Override
  public void ended(String reason) {
    fail(reason);
  }

  private void fail(String reason) {
    if (!place.isDone()) {
      leave();
      place.completeExceptionally(new IOException(reason));
    }
  }

  private void leave() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
    if (publisher != null) {
      publisher.close();
      publisher = null;
    }
  }
}
