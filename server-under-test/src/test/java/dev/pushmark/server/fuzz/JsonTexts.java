package dev.pushmark.server.fuzz;

import java.nio.charset.StandardCharsets;

/** Events to publish: JSON texts, and texts that are nearly JSON; some have a key before them. */
final class JsonTexts {
  private static final int LIMIT = 64 << 10;

  private JsonTexts() {}

  static byte[] next(Dice dice) {
    byte[] text = written(dice, dice.below(5)).getBytes(StandardCharsets.UTF_8);
    if (dice.oneIn(40)) {
      return around(dice, LIMIT);
    }
    if (dice.oneIn(20)) {
      return new Bytes().add(dice.of("key", "k y", "", "k".repeat(201)) + "\n").add(text).toArray();
    }
    return dice.oneIn(4) ? Mutation.some(dice, text) : text;
  }

  private static String written(Dice dice, int depth) {
    if (dice.oneIn(4)) {
      return odd(dice);
    }
    return switch (dice.below(depth > 0 ? 7 : 3)) {
      case 0 ->
          dice.of("0", "-0", "1", "-12.5e+3", "1E400", "0.1", "123456789012345678901234567890");
      case 1 -> dice.of("true", "false", "null", "{}", "[ ]", deep(10), deep(500));
      case 2 -> "\"" + dice.of("", "a", "é😀", "\\u00e9", "\\ud800", "\\n\\\"", "\u2028") + "\"";
      case 3 -> "{\"k\":" + written(dice, depth - 1) + ",\"k\":" + written(dice, depth - 1) + "}";
      case 4 -> "[" + written(dice, depth - 1) + "," + written(dice, depth - 1) + "]";
      case 5 -> dice.of(" ", "\n", "\r", "\r\n", "\t") + written(dice, depth - 1);
      default -> written(dice, depth - 1) + dice.of(" ", "\n", "\r\n\r\n", "\r");
    };
  }

  private static String odd(Dice dice) {
    return switch (dice.below(6)) {
      case 0 -> dice.of("01", "1.", ".5", "+1", "1e", "0x1", "NaN", "-Infinity", "--1");
      case 1 -> dice.of("nul", "True", "undefined", "nullnull", "\0", "x", "1\0");
      case 2 -> dice.of("\"\\x\"", "\"\\u12\"", "\"open", "'a'", "\"\u0001\"", "\"\n\"", "\\");
      case 3 -> dice.of("{", "]", "[1,]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "[,]");
      case 4 -> dice.of("", " ", "\r\n", "\uFEFF1", "// c\n1", "/**/1", "1 2", "{}{}", "1,");
      default -> deep(dice.of(501, 20_000));
    };
  }

  private static String deep(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  /** As large as an event may be, or a little more or less. */
  private static byte[] around(Dice dice, int limit) {
    int length = limit - 1 + dice.below(3);
    return ("\"" + "x".repeat(length - 2) + "\"").getBytes(StandardCharsets.US_ASCII);
  }
}
