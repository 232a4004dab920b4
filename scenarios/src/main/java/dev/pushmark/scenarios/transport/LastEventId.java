package dev.pushmark.scenarios.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a subscriber has got: the id of the last event that it was handed, kept without making an
 * object per delivery. Used on the subscription's event loop only.
 */
public final class LastEventId {
  /** Longer ones, which no server known to us makes, are not kept. */
  public static final int MAX_BYTES = 200;

  private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

  private final byte[] id = new byte[MAX_BYTES];
  private int length;

  /**
   * How many events lie behind one up to another, of one room; {@link Receiver#UNKNOWN} unless both
   * are {@code EPOCH-OFFSET} of the same epoch, in this order.
   */
  public static long distance(String behind, String upTo) {
    int from = behind.lastIndexOf('-') + 1;
    int to = upTo.lastIndexOf('-') + 1;
    if (!behind.substring(0, from).equals(upTo.substring(0, to))
        || !OFFSET.matcher(behind.substring(from)).matches()
        || !OFFSET.matcher(upTo.substring(to)).matches()) {
      return Receiver.UNKNOWN;
    }
    long events = Long.parseLong(upTo.substring(to)) - Long.parseLong(behind.substring(from));
    return events < 0 ? Receiver.UNKNOWN : events;
  }

  /** Keeps an id. */
  public void set(String reached) {
    byte[] bytes = reached.getBytes(UTF_8);
    if (bytes.length <= MAX_BYTES) {
      System.arraycopy(bytes, 0, id, 0, bytes.length);
      length = bytes.length;
    }
  }

  /** Keeps the id that is written between two absolute indexes. */
  public void set(ByteBuf bytes, int from, int to) {
    if (to - from <= MAX_BYTES) {
      bytes.getBytes(from, id, 0, to - from);
      length = to - from;
    }
  }

  /** The id; null if there was none. */
  public @Nullable String get() {
    return length == 0 ? null : new String(id, 0, length, UTF_8);
  }
}
