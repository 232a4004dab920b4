package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.LastEventId;
import io.netty.buffer.ByteBuf;

/** Where the ids stand in the texts that servers send. */
public final class EventIds {
  private static final byte[] OBJECT = HttpText.ascii("{\"id\":\"");
  private static final byte[] DATA = HttpText.ascii("\",\"data\":");
  private static final byte[] LINE = HttpText.ascii("id:");
  private static final byte QUOTE = '"';
  private static final byte LF = '\n';

  private EventIds() {}

  /** In one or more objects <code>{"id":"…","data":…}</code>. */
  public static void lastOfObjects(ByteBuf bytes, int from, int to, LastEventId last) {
    int object = before(bytes, from, to, (byte) '{');
    while (object >= 0) {
      if (HttpText.matches(bytes, object, to, OBJECT)) {
        int start = object + OBJECT.length;
        int end = bytes.indexOf(start, to, QUOTE);
        if (end >= 0 && HttpText.matches(bytes, end, to, DATA)) {
          last.set(bytes, start, end);
          return;
        }
      }
      object = before(bytes, from, object, (byte) '{');
    }
  }

  /** In lines {@code id: …} of an event stream (HTML Living Standard, section 9.2.6). */
  public static void lastOfLines(ByteBuf bytes, int from, int to, LastEventId last) {
    int line = to;
    while (line > from) {
      int end = line;
      line = before(bytes, from, line - 1, LF) + 1;
      line = line == 0 ? from : line;
      if (HttpText.matches(bytes, line, end, LINE)) {
        int start = line + LINE.length + (bytes.getByte(line + LINE.length) == ' ' ? 1 : 0);
        int idEnd = end - 1;
        while (idEnd > start && (bytes.getByte(idEnd - 1) == '\r')) {
          idEnd--;
        }
        last.set(bytes, start, Math.max(start, idEnd));
        return;
      }
    }
  }

  /** In the last argument of a packet of Socket.IO, {@code 42["event",…,"ID"]}. */
  public static void ofPacket(ByteBuf bytes, int from, int to, LastEventId last) {
    int end = to - 2;
    if (end > from && bytes.getByte(end) == QUOTE && bytes.getByte(end + 1) == ']') {
      int start = before(bytes, from, end, QUOTE) + 1;
      if (start > 0) {
        last.set(bytes, start, end);
      }
    }
  }

  /** Index of the last such byte in [from, to); -1 if there is none. */
  private static int before(ByteBuf bytes, int from, int to, byte wanted) {
    return to <= from ? -1 : bytes.indexOf(to, from, wanted);
  }
}
