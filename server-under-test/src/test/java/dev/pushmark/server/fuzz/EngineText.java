package dev.pushmark.server.fuzz;

import static dev.pushmark.server.fuzz.Verdict.require;
import static dev.pushmark.server.fuzz.Verdict.requireJson;
import static dev.pushmark.server.fuzz.Verdict.requireUtf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the packets of Engine.IO, and those of Socket.IO in them, that a server sends. */
final class EngineText {
  private static final Pattern PACKET =
      Pattern.compile("4[0-6](?:[0-9]+-)?(?:/[^,]*,)?[0-9]*(.*)", Pattern.DOTALL);

  private EngineText() {}

  /** Several packets, as an answer to a poll has them. */
  static void checkPayload(byte[] payload) {
    for (String packet : new String(payload, ISO_8859_1).split(EnginePackets.SEPARATOR, -1)) {
      check(packet.getBytes(ISO_8859_1));
    }
  }

  static void check(byte[] packet) {
    requireUtf8(packet);
    String text = new String(packet, ISO_8859_1);
    Matcher message = PACKET.matcher(text);
    if (message.matches()) {
      if (!message.group(1).isEmpty()) {
        requireJson(message.group(1).getBytes(ISO_8859_1));
      }
    } else if (text.startsWith("0")) {
      requireJson(text.substring(1).getBytes(ISO_8859_1));
    } else {
      require(text.matches("[1-6]|[23]probe|ok|b[A-Za-z0-9+/]*=*"), "no packet: " + text);
    }
  }
}
