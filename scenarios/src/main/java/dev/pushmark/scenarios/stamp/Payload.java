package dev.pushmark.scenarios.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The JSON text that publishers send: a stamp, and text up to the wanted size. One per publisher;
 * not thread safe.
 */
public final class Payload {
  private static final String HEAD = "{\"stamp\":\"";
  private static final String MIDDLE = "\",\"text\":\"";
  private static final String TAIL = "\"}";
  private static final String WORDS =
      "the quick brown fox jumps over the lazy dog while seven wizards vex a jolly dwarf ";

  /** The smallest payload, in bytes. */
  public static final int MIN_BYTES =
      HEAD.length() + Stamp.LENGTH + MIDDLE.length() + TAIL.length();

  private final ByteBuf template;

  /**
   * A payload of an exact size.
   *
   * @throws IllegalArgumentException if a stamp does not fit in
   */
  public Payload(int bytes) {
    if (bytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "payload must be >= " + MIN_BYTES + " bytes, was " + bytes);
    }
    StringBuilder text = new StringBuilder(bytes);
    text.append(HEAD).append("0".repeat(Stamp.LENGTH)).append(MIDDLE);
    while (text.length() < bytes - TAIL.length()) {
      text.append(WORDS, 0, Math.min(WORDS.length(), bytes - TAIL.length() - text.length()));
    }
    template = Unpooled.copiedBuffer(text.append(TAIL), US_ASCII);
  }

  /** Size of the payload in bytes. */
  public int bytes() {
    return template.readableBytes();
  }

  /** Appends the payload with its stamp to a buffer; the parameters are those of {@link Stamp}. */
  public void writeTo(
      ByteBuf out, int publisher, int sequence, long intendedSendTimeNs, long actualSendTimeNs) {
    int stamp = out.writerIndex() + HEAD.length();
    out.writeBytes(template, 0, template.readableBytes());
    Stamp.set(out, stamp, publisher, sequence, intendedSendTimeNs, actualSendTimeNs);
  }
}
