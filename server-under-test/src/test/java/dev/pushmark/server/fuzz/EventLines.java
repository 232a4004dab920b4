package dev.pushmark.server.fuzz;

import static dev.pushmark.server.fuzz.Verdict.require;
import static dev.pushmark.server.fuzz.Verdict.requireJson;
import static dev.pushmark.server.fuzz.Verdict.requireUtf8;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Checks an event stream: its fields, and that the data of every event is JSON. */
final class EventLines {
  private static final Pattern ID = Pattern.compile("id: [a-z0-9]+-[0-9]+");
  private static final String DATA = "data: ";

  private EventLines() {}

  /** The last block may be cut off. */
  static void check(byte[] stream) {
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    require(text.indexOf('\r') < 0, "a line that ends with CR in a stream");
    int end = text.lastIndexOf("\n\n");
    if (end >= 0) {
      requireUtf8(text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1));
      for (String block : text.substring(0, end).split("\n\n", -1)) {
        checkBlock(block);
      }
    }
  }

  private static void checkBlock(String block) {
    Bytes data = new Bytes();
    boolean any = false;
    for (String line : block.split("\n", -1)) {
      if (line.startsWith(DATA)) {
        data.add(any ? "\n" : "").add(line.substring(DATA.length()));
        any = true;
      } else {
        boolean known =
            line.equals(": ") || line.equals("event: gap") || line.equals("retry: 1000");
        require(known || ID.matcher(line).matches(), "no field of a stream: " + line);
      }
    }
    if (any) {
      requireJson(data.toArray());
    }
  }
}
