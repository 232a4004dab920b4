package dev.pushmark.server.reading;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session of Engine.IO over one of its transports, packet by packet. */
public interface EngineLink extends AutoCloseable {
  /** Sends a packet. */
  void send(String packet) throws Exception;

  /** The next packet; a binary one as {@code b} and Base64. */
  String next() throws Exception;

  /** The session's id. */
  String sid();

  @Override
  void close();

  /** The next packet that is no ping; pings are answered. */
  default String message() throws Exception {
    String packet = next();
    while (packet.equals("2") || packet.equals("6")) {
      if (packet.equals("2")) {
        send("3");
      }
      packet = next();
    }
    return packet;
  }

  /** What the first packet says the session's id is. */
  static String sidOf(String openPacket) {
    Matcher matcher = Pattern.compile("0\\{\"sid\":\"([^\"]+)\",.*").matcher(openPacket);
    if (!matcher.matches()) {
      throw new AssertionError("no session was opened: " + openPacket);
    }
    return matcher.group(1);
  }
}
