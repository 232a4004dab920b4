package dev.pushmark.scenarios.transport.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pushmark.scenarios.transport.LastEventId;
import dev.pushmark.scenarios.transport.Receiver;
import io.netty.buffer.ByteBuf;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how many events are missing from <code>{"after":"EPOCH-OFFSET","next":"EPOCH-OFFSET"}
 * </code>.
 */
public final class GapText {
  private static final int MAX_BYTES = 600;
  private static final Pattern FORM =
      Pattern.compile("\\{\"after\":\"([^\"]{1,200})\",\"next\":\"([^\"]{1,200})\"\\}");

  private GapText() {}

  /** The number that the first gap in these bytes tells, or {@link Receiver#UNKNOWN}. */
  public static long missed(ByteBuf bytes, int from, int to) {
    String text = bytes.toString(from, Math.min(MAX_BYTES, to - from), US_ASCII);
    Matcher gap = FORM.matcher(text);
    return gap.find() ? between(gap.group(1), gap.group(2)) : Receiver.UNKNOWN;
  }

  /** How many events lie between two of a room; unknown if they are not of the same epoch. */
  public static long between(String afterId, String nextId) {
    long distance = LastEventId.distance(afterId, nextId);
    return distance < 1 ? Receiver.UNKNOWN : distance - 1;
  }
}
