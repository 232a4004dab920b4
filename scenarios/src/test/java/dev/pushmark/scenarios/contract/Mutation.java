package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes right answers nearly right ones: the same for the same random numbers. */
final class Mutation {
  private static final int MAX_CHANGES = 4;

  /** What parsers stumble over. */
  private static final String[] PIECES = {
    "\r\n",
    "\n",
    "\r",
    "\0",
    "\r\n\r\n",
    "\n\n",
    " ",
    ":",
    "\"",
    "{",
    "}",
    "99999999999999999999",
    "-1",
    "7fffffffffffffff",
    "ffffffffffffffff",
    "0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\n",
    "HTTP/1.1 304 No\r\n\r\n",
    "Content-Length: 5\r\n",
    "Content-Length: -5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Connection: close\r\n",
    "event: gap\n",
    "data:\n\n",
    "id: \0\n",
    "{\"gap\":{",
    "{\"gap\":{\"after\":\"a-9\",\"next\":\"a-1\"}}",
    "\u0081\u007e",
    "\u0081\u007f\u007f\u00ff",
    "\u0088\2\3\u00e8",
    "\u0089\u007d",
    "\u0001\1x",
    "\u0080\0",
    "\u00ff\u00fe",
    "~pM~"
  };

  private Mutation() {}

  static byte[] of(byte[] right, SplittableRandom random) {
    byte[] bytes = right;
    for (int i = random.nextInt(MAX_CHANGES) + 1; i > 0; i--) {
      bytes = change(bytes, random);
    }
    return bytes;
  }

  private static byte[] change(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + random.nextInt(40));
    byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(ISO_8859_1);
    return switch (random.nextInt(8)) {
      case 0 -> flip(bytes, random);
      case 1 -> spliced(bytes, at, at, piece);
      case 2 -> spliced(bytes, at, to, piece);
      case 3 -> spliced(bytes, at, to, new byte[0]);
      case 4 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 5 -> Arrays.copyOf(bytes, at);
      case 6 -> digit(bytes, random);
      default -> spliced(bytes, at, at, random(random));
    };
  }

  private static byte[] flip(byte[] bytes, SplittableRandom random) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** Changes a digit, so that lengths and offsets become wrong. */
  private static byte[] digit(byte[] bytes, SplittableRandom random) {
    byte[] changed = bytes.clone();
    int start = random.nextInt(changed.length + 1);
    for (int i = start; i < changed.length; i++) {
      if (changed[i] >= '0' && changed[i] <= '9') {
        changed[i] = (byte) ('0' + random.nextInt(10));
        return changed;
      }
    }
    return changed;
  }

  private static byte[] random(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] spliced = new byte[from + middle.length + bytes.length - to];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(middle, 0, spliced, from, middle.length);
    System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
    return spliced;
  }
}
