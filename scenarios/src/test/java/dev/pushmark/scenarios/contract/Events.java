package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pushmark.scenarios.stamp.Payload;
import dev.pushmark.scenarios.stamp.StampReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.IntStream;

/** Events whose whole text follows from what their stamp says. */
public final class Events {
  /** Around the bounds at which frames and chunks change their form, up to the largest event. */
  private static final int[] SIZES = {100, 125, 126, 127, 1_000, 65_535, 65_536, 300};

  /** Events from this number on are small. */
  public static final int SMALL_FROM = 8;

  private Events() {}

  /** The text of an event. */
  public static String text(int sequence) {
    ByteBuf out = Unpooled.buffer();
    int bytes = sequence < SMALL_FROM ? SIZES[sequence] : SIZES[0];
    new Payload(bytes).writeTo(out, 7, sequence, 1_000 + sequence, 2_000);
    return out.toString(US_ASCII);
  }

  static String text(StampReader stamp) {
    return text(stamp.sequence());
  }

  /** What an inbox says of events that came as they should. */
  public static List<String> inOrder(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "event " + i).toList();
  }
}
