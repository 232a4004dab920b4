package dev.pushmark.bench.micro.pair;

import dev.pushmark.scenarios.stamp.StampReader;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Holds the number of the newest event received. Used on one event loop only. */
final class Inbox implements Receiver {
  private final StampReader stamp = new StampReader();
  private boolean subscribed;
  private boolean upgraded;
  private int newest = -1;
  private @Nullable String failure;

  @Override
  public void subscribed() {
    subscribed = true;
  }

  @Override
  public void upgraded() {
    upgraded = true;
  }

  @Override
  public void received(ByteBuf bytes, int from, int to) {
    for (int at = stamp.next(bytes, from, to); at >= 0; at = stamp.next(bytes, at, to)) {
      if (stamp.intact()) {
        newest = stamp.sequence();
      } else {
        failure = "an event came damaged";
      }
    }
  }

  /** Takes a message from a client that makes text of it. */
  void received(CharSequence text) {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    received(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
  }

  @Override
  public void gap(long missed) {
    failure = "the server told of a gap";
  }

  @Override
  public void ended(String reason) {
    failure = reason;
  }

  boolean isSubscribed() {
    return subscribed;
  }

  boolean isUpgraded() {
    return upgraded;
  }

  int newest() {
    return newest;
  }

  @Nullable String failure() {
    return failure;
  }
}
