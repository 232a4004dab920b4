package dev.pushmark.scenarios.transport.socketio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.wire.GapText;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.HttpText;
import dev.pushmark.scenarios.transport.wire.Reason;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber says and hears in packets, whatever carries them: it connects to the main
 * namespace, joins its room, answers pings and hands events on.
 */
final class Packets {
  private static final byte[] EVENT = HttpText.ascii("42[\"event\",");
  private static final byte[] GAP = HttpText.ascii("42[\"gap\",");
  private static final byte[] CONNECTED = HttpText.ascii("40");
  private static final byte[] REFUSED = HttpText.ascii("44");
  private static final byte[] DISCONNECTED = HttpText.ascii("41");
  private static final byte[] JOINED = HttpText.ascii("430[{\"place\":\"");
  private static final byte[] NOT_JOINED = HttpText.ascii("430[{\"error\":");
  private static final Pattern SID = Pattern.compile("\"sid\":\"([A-Za-z0-9_-]{1,100})\"");
  private static final int SHOWN_CHARS = 200;
  private static final int MAX_OPEN_BYTES = 4096;

  private final Line line;
  private final String join;
  private final GuardedReceiver receiver;
  private final Consumer<String> send;
  private boolean joined;

  /**
   * Nothing said yet.
   *
   * @param join the packet that joins the room
   * @param send takes packets for the server
   */
  Packets(Line line, String join, GuardedReceiver receiver, Consumer<String> send) {
    this.line = line;
    this.join = join;
    this.receiver = receiver;
    this.send = send;
  }

  /**
   * The session's id in the packet that opens it, upon which this asks to be connected.
   *
   * @return null if it is no such packet
   */
  @Nullable String open(ByteBuf bytes, int from, int to) {
    if (to == from || bytes.getByte(from) != '0') {
      return null;
    }
    String packet = bytes.toString(from, Math.min(MAX_OPEN_BYTES, to - from), US_ASCII);
    Matcher sid = SID.matcher(packet);
    if (!sid.find()) {
      return null;
    }
    String token = line.access().token();
    send.accept(token == null ? "40" : "40{\"token\":\"" + token + "\"}");
    return sid.group(1);
  }

  /**
   * Takes a packet.
   *
   * @return why it ends the subscription; null if it does not
   */
  @Nullable String take(ByteBuf bytes, int from, int to) {
    if (HttpText.matches(bytes, from, to, EVENT)) {
      if (joined) {
        receiver.received(bytes, from, to);
      }
      return null;
    }
    return switch (to == from ? 0 : bytes.getByte(from)) {
      case '2' -> {
        send.accept("3");
        yield null;
      }
      case '6' -> null;
      case '1' -> "the server closed the session";
      case '4' -> message(bytes, from, to);
      default -> notUnderstood(bytes, from, to);
    };
  }

  private @Nullable String message(ByteBuf bytes, int from, int to) {
    if (HttpText.matches(bytes, from, to, GAP)) {
      if (joined) {
        receiver.gap(GapText.missed(bytes, from, to));
      }
      return null;
    }
    if (HttpText.matches(bytes, from, to, CONNECTED)) {
      send.accept(join);
      return null;
    }
    if (HttpText.matches(bytes, from, to, JOINED) && !joined) {
      joined = true;
      int id = from + JOINED.length;
      int end = bytes.indexOf(id, to, (byte) '"');
      if (end > id) {
        receiver.reached(bytes.toString(id, end - id, UTF_8));
      }
      receiver.subscribed();
      return null;
    }
    if (HttpText.matches(bytes, from, to, REFUSED)) {
      line.access().refuse("subscribing", shown(bytes, from + 2, to));
      return "connecting was answered with " + line.access().hide(shown(bytes, from + 2, to));
    }
    if (HttpText.matches(bytes, from, to, NOT_JOINED)) {
      return "joining was answered with " + shown(bytes, from + 3, to);
    }
    if (HttpText.matches(bytes, from, to, DISCONNECTED)) {
      return "the server disconnected";
    }
    return notUnderstood(bytes, from, to);
  }

  static String notUnderstood(ByteBuf bytes, int from, int to) {
    return "a packet was not understood: " + shown(bytes, from, to);
  }

  private static String shown(ByteBuf bytes, int from, int to) {
    return Reason.oneLine(bytes.toString(from, Math.min(SHOWN_CHARS, to - from), UTF_8));
  }
}
