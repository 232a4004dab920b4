package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.stamp.StampReader;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes down what a receiver is told, in words: {@code subscribed}, {@code event 3}, {@code gap of
 * 2}, ...
 */
public final class Inbox implements Receiver {
  public static final String SUBSCRIBED = "subscribed";
  public static final String GAP = "gap of ";
  public static final String ENDED = "ended: ";
  private static final long PATIENCE_SECONDS = 20;

  private final LinkedBlockingQueue<String> items = new LinkedBlockingQueue<>();
  private final StampReader stamp = new StampReader();

  @Override
  public void subscribed() {
    items.add(SUBSCRIBED);
  }

  @Override
  public void received(ByteBuf bytes, int from, int to) {
    String text = bytes.toString(from, to - from, UTF_8);
    for (int at = stamp.next(bytes, from, to); at >= 0; at = stamp.next(bytes, at, to)) {
      boolean whole = stamp.intact() && text.contains(Events.text(stamp));
      items.add((whole ? "event " : "damaged ") + stamp.sequence());
    }
  }

  @Override
  public void gap(long missed) {
    items.add(GAP + (missed == UNKNOWN ? "nobody knows how many" : missed));
  }

  @Override
  public void ended(String reason) {
    items.add(ENDED + reason);
  }

  /** The next item; waits for it. */
  public String take() throws InterruptedException {
    String item = items.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (item == null) {
      throw new AssertionError("nothing came");
    }
    return item;
  }

  /** As many of the next items, fewer only if no more come; waits for them. */
  public List<String> take(int count) throws InterruptedException {
    List<String> taken = new ArrayList<>();
    String item = items.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    while (item != null) {
      taken.add(item);
      item = taken.size() == count ? null : items.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return taken;
  }

  /** Takes what has come so far. */
  public List<String> drain() {
    List<String> taken = new ArrayList<>();
    items.drainTo(taken);
    return taken;
  }

  /** Checks the one thing that must follow, a reason that a person understands. */
  public String takeEnd() throws InterruptedException {
    String item = take();
    assertThat(item).startsWith(ENDED).matches("[ -~]+").doesNotContain("Exception", "null", "  ");
    return item.substring(ENDED.length());
  }
}
