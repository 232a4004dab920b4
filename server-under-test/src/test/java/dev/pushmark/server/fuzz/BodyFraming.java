package dev.pushmark.server.fuzz;

import java.util.Arrays;

/** A body's length, told as HTTP wants it told, and in many other ways. */
final class BodyFraming {
  private static final String CRLF = "\r\n";

  private BodyFraming() {}

  /** The rest of a request behind its first line: the headers, the empty line and the body. */
  static byte[] frame(Dice dice, byte[] body, String headers) {
    return switch (dice.below(10)) {
      case 0, 1, 2, 3, 4 -> with(headers, "Content-Length: " + body.length, body);
      case 5, 6 -> with(headers, "Transfer-Encoding: chunked", chunked(dice, body, false));
      case 7 -> with(headers, wrongLength(dice, body.length), body);
      case 8 -> with(headers, "Transfer-Encoding: chunked", chunked(dice, body, true));
      default -> with(headers, oddCoding(dice, body.length), chunked(dice, body, false));
    };
  }

  private static byte[] with(String headers, String framing, byte[] body) {
    return new Bytes().add(headers + framing + CRLF + CRLF).add(body).toArray();
  }

  private static String wrongLength(Dice dice, int length) {
    String name = "Content-Length: ";
    return switch (dice.below(6)) {
      case 0 -> name + (length + 1 + dice.below(3));
      case 1 -> name + Math.max(0, length - 1 - dice.below(3));
      case 2 -> name + length + CRLF + name + dice.of(length, length + 1);
      case 3 -> name + length + dice.of("," + length, ", 1", " 1", "x", ".0", "\0", " ");
      case 4 -> name + dice.of("", "-1", "+1", "0x1", "\u00b9", "00" + length, "1e1");
      default ->
          name + dice.of("65536", "65537", "2147483648", "9223372036854775807", "9".repeat(30));
    };
  }

  private static String oddCoding(Dice dice, int length) {
    String name = "Transfer-Encoding: ";
    return switch (dice.below(4)) {
      case 0 -> name + "chunked" + CRLF + "Content-Length: " + length;
      case 1 -> "Content-Length: " + length + CRLF + name + "chunked";
      case 2 -> name + "chunked" + CRLF + name + dice.of("chunked", "identity");
      default ->
          name
              + dice.of(
                  "gzip",
                  "gzip, chunked",
                  "chunked, gzip",
                  "xchunked",
                  "\u000bchunked",
                  "CHUNKED",
                  "identity",
                  "");
    };
  }

  private static byte[] chunked(Dice dice, byte[] body, boolean broken) {
    Bytes chunks = new Bytes();
    int at = 0;
    while (at < body.length) {
      int length = Math.min(body.length - at, 1 + dice.below(dice.oneIn(3) ? 3 : 40_000));
      boolean breakNow = broken && dice.oneIn(2);
      chunks.add(breakNow ? brokenSize(dice, length) : Integer.toHexString(length) + CRLF);
      chunks.add(Arrays.copyOfRange(body, at, at + length));
      chunks.add(breakNow ? dice.of("", "\n", "\r", "xx", CRLF) : CRLF);
      at += length;
    }
    chunks.add(broken ? dice.of("0" + CRLF, "00000000" + CRLF, "", "0;x" + CRLF) : "0" + CRLF);
    chunks.add(
        dice.oneIn(6) ? dice.of("T: x" + CRLF, "Content-Length: 9" + CRLF, "bad\0" + CRLF) : "");
    return chunks.add(CRLF).toArray();
  }

  private static String brokenSize(Dice dice, int length) {
    String size = Integer.toHexString(length);
    return dice.of(
        size + ";ext=\"a\"" + CRLF,
        size + " " + CRLF,
        size + "\n",
        "zz" + CRLF,
        "-1" + CRLF,
        "" + CRLF,
        "FFFFFFFFFFFFFFFF" + CRLF,
        "7fffffff" + CRLF,
        "0x" + size + CRLF,
        size + ";" + "e".repeat(9000) + CRLF);
  }
}
