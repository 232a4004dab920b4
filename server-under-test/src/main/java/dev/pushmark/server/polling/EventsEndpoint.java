package dev.pushmark.server.polling;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.compression.Compression;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Room;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.LoopContext;
import dev.pushmark.server.wire.RequestException;
import io.netty.buffer.ByteBuf;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /rooms/{room}/events}: refresh without {@code after}, short polling with it, long
 * polling with {@code wait} beside it.
 */
public final class EventsEndpoint implements Endpoint {
  /** What a refresh shows: at most this many events ... */
  public static final int REFRESH_EVENTS = 50;

  /** ... and this many bytes of payload, but at least one event. */
  public static final int REFRESH_BYTES = 256 << 10;

  /** A poll's answer ends here; the client goes on from {@code next}. */
  public static final int POLL_BYTES = 1 << 20;

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,9})?");

  private final Rooms rooms;
  private final Duration maxWait;
  private final Compression compression;

  public EventsEndpoint(Rooms rooms, Duration maxWait, Compression compression) {
    this.rooms = rooms;
    this.maxWait = maxWait;
    this.compression = compression;
  }

  @Override
  public void serve(Exchange exchange) throws RequestException {
    Room room = rooms.get(exchange.room());
    EventId after = Exchange.place(room, "after", exchange.parameter("after"));
    Duration wait = wait(exchange.parameter("wait"));
    PollForm form = compression.gzips(exchange.headers()) ? PollForm.GZIP : PollForm.PLAIN;
    if (after == null) {
      if (!wait.isZero()) {
        throw RequestException.badRequest("wait needs after");
      }
      Batch batch = room.latest(REFRESH_EVENTS, REFRESH_BYTES);
      answer(exchange, form, batch, EntityTag.ofRefresh(batch, REFRESH_EVENTS));
      return;
    }
    Batch batch = room.read(after, POLL_BYTES);
    if (batch.isEmpty() && mayWait(exchange, wait)) {
      new ParkedPoll(exchange, form, after).start(whileGranted(exchange, wait));
    } else {
      answer(exchange, form, batch, EntityTag.ofPoll(batch));
    }
  }

  private static boolean mayWait(Exchange exchange, Duration wait) {
    return !wait.isZero() && !exchange.isHead() && !exchange.loop().isDraining();
  }

  /** No poll is held for longer than its token is good. */
  private static Duration whileGranted(Exchange exchange, Duration wait) {
    if (exchange.grant().expiresAtMillis() == Grant.NEVER) {
      return wait;
    }
    long leftMs = exchange.grant().expiresAtMillis() - exchange.loop().currentTimeMillis();
    Duration left = Duration.ofMillis(Math.max(0, leftMs));
    return left.compareTo(wait) < 0 ? left : wait;
  }

  static void answer(Exchange exchange, PollForm form, Batch batch, EntityTag tag) {
    if (PollAnswer.isKnown(exchange, tag)) {
      PollAnswer.notModified(exchange, tag, form);
    } else {
      exchange
          .meters()
          .delivered(batch.events().size(), batch.lostAfter() != null, batch.knownLost());
      ByteBuf body = form.encode(batch, LoopContext.ALLOCATOR);
      exchange.loop().writing(exchange.room(), batch);
      PollAnswer.body(exchange, tag, form, body);
    }
  }

  private Duration wait(@Nullable String text) throws RequestException {
    if (text == null) {
      return Duration.ZERO;
    }
    if (SECONDS.matcher(text).matches()) {
      Duration wait = Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
      if (wait.compareTo(maxWait) <= 0) {
        return wait;
      }
    }
    throw RequestException.badRequest(
        "wait must be 0 to " + maxWait.toSeconds() + " seconds, was " + text);
  }
}
