package dev.pushmark.server.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** WebSocket frames as a client sends them, right and nearly right. */
final class Frames {
  private static final int FINAL = 0x80;
  private static final int COMPRESSED = 0x40;
  private static final int MASKED = 0x80;
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private Frames() {}

  static byte[] next(Dice dice) {
    return switch (dice.below(18)) {
      case 0, 1, 2, 3, 4 -> frame(dice, FINAL | TEXT, JsonTexts.next(dice));
      case 5 -> frame(dice, FINAL | PING, dice.bytes(dice.below(126)));
      case 6 -> frame(dice, FINAL | PONG, dice.bytes(dice.below(126)));
      case 7, 8 -> fragmented(dice);
      case 9 -> frame(dice, FINAL | CLOSE, closing(dice));
      case 10 -> frame(dice, FINAL | BINARY, dice.bytes(dice.below(200)));
      case 11 -> frame(dice, dice.below(256), dice.bytes(dice.below(140)));
      case 12 -> wrongLength(dice);
      case 13 -> unmasked(dice);
      case 14 -> frame(dice, FINAL | TEXT, invalidUtf8(dice));
      case 15, 16 -> frame(dice, FINAL | COMPRESSED | TEXT, deflated(dice));
      default -> dice.bytes(1 + dice.below(40));
    };
  }

  static byte[] text(Dice dice, byte[] payload) {
    return frame(dice, FINAL | TEXT, payload);
  }

  static byte[] binary(Dice dice, byte[] payload) {
    return frame(dice, FINAL | BINARY, payload);
  }

  /** A message as RFC 7692 has it, or nearly; some are bombs. */
  private static byte[] deflated(Dice dice) {
    byte[] text = dice.oneIn(12) ? new byte[4 << 20] : JsonTexts.next(dice);
    Deflater deflater = new Deflater(dice.of(1, 6, 9), !dice.oneIn(12));
    deflater.setInput(text);
    byte[] out = new byte[text.length + 100];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    int tail = dice.oneIn(10) ? 0 : Math.min(length, 4);
    byte[] deflated = Arrays.copyOf(out, length - tail);
    return dice.oneIn(4) ? Mutation.some(dice, deflated) : deflated;
  }

  /** A message in pieces, with control frames and other things in between. */
  private static byte[] fragmented(Dice dice) {
    Bytes all = new Bytes();
    byte[] text = JsonTexts.next(dice);
    int middle = text.length == 0 ? 0 : dice.below(text.length);
    all.add(frame(dice, TEXT, ByteBuffer.wrap(text, 0, middle)));
    for (int i = dice.below(3); i > 0; i--) {
      int first = dice.of(FINAL | PING, FINAL | PONG, PING, CONTINUATION, TEXT, FINAL | TEXT);
      all.add(frame(dice, first, dice.bytes(dice.below(dice.oneIn(8) ? 300 : 20))));
    }
    int last = dice.oneIn(10) ? CONTINUATION : FINAL | CONTINUATION;
    return all.add(frame(dice, last, ByteBuffer.wrap(text, middle, text.length - middle)))
        .toArray();
  }

  private static byte[] closing(Dice dice) {
    if (dice.oneIn(5)) {
      return dice.bytes(dice.below(126));
    }
    int code = dice.of(0, 999, 1000, 1001, 1004, 1005, 1006, 1007, 1015, 2999, 3000, 4999, 5000);
    byte[] reason =
        dice.oneIn(3) ? invalidUtf8(dice) : dice.of("", "bye").getBytes(StandardCharsets.US_ASCII);
    return new Bytes().add(code >> 8).add(code).add(reason).toArray();
  }

  private static byte[] invalidUtf8(Dice dice) {
    String text =
        dice.of(
            "\"\u00FF\"",
            "\"\u00C0\u0080\"",
            "\"\u00ED\u00A0\u0080\"",
            "\u00F4\u0090\u0080\u0080",
            "\u00E2\u0082");
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A header that claims another length than follows. */
  private static byte[] wrongLength(Dice dice) {
    Bytes frame = new Bytes().add(FINAL | TEXT);
    switch (dice.below(5)) {
      case 0 -> frame.add(MASKED | 126).add(0).add(dice.below(126));
      case 1 -> frame.add(MASKED | 127).add(bigEndian(dice.below(1 << 16)));
      case 2 -> frame.add(MASKED | 127).add(bigEndian((64 << 10) + 1));
      case 3 ->
          frame
              .add(MASKED | 127)
              .add(bigEndian(dice.of(Long.MAX_VALUE, Long.MIN_VALUE, -1L, 1L << 32)));
      default -> frame.add(MASKED | dice.below(126));
    }
    return frame.add(dice.bytes(4 + dice.below(60))).toArray();
  }

  private static byte[] bigEndian(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static byte[] unmasked(Dice dice) {
    byte[] payload = dice.bytes(dice.below(126));
    return new Bytes().add(FINAL | TEXT).add(payload.length).add(payload).toArray();
  }

  private static byte[] frame(Dice dice, int first, byte[] payload) {
    return frame(dice, first, ByteBuffer.wrap(payload));
  }

  private static byte[] frame(Dice dice, int first, ByteBuffer payload) {
    int length = payload.remaining();
    Bytes frame = new Bytes().add(first);
    if (length < 126) {
      frame.add(MASKED | length);
    } else if (length < 1 << 16) {
      frame.add(MASKED | 126).add(length >> 8).add(length);
    } else {
      frame.add(MASKED | 127).add(bigEndian(length));
    }
    byte[] mask = dice.bytes(4);
    frame.add(mask);
    byte[] masked = new byte[length];
    for (int i = 0; i < length; i++) {
      masked[i] = (byte) (payload.get() ^ mask[i % 4]);
    }
    return frame.add(masked).toArray();
  }
}
