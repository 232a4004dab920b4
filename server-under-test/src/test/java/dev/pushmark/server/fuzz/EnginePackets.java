package dev.pushmark.server.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

/** Packets of Engine.IO and Socket.IO as a client sends them, right and nearly right. */
final class EnginePackets {
  static final String SEPARATOR = "\u001e";

  private final Dice dice;
  private final Scene scene;
  private final Targets targets;

  EnginePackets(Dice dice, Scene scene) {
    this.dice = dice;
    this.scene = scene;
    this.targets = new Targets(dice, scene);
  }

  /** What connects to the namespace, as a client must before anything else. */
  String connect() {
    return "40" + (scene.isGuarded() ? "{\"token\":\"" + scene.token() + "\"}" : "");
  }

  /** A text packet, every character a byte. */
  String next() {
    return switch (dice.below(14)) {
      case 0, 1 -> event("join", "\"" + targets.room() + "\"" + after());
      case 2, 3, 4, 5 ->
          event("publish", "\"" + targets.room() + "\"," + json() + dice.of("", "", ",\"one\""));
      case 6 -> event("leave", dice.of("", "\"" + targets.room() + "\""));
      case 7 -> event(dice.of("nothing", "", "connect", "event", "\\ud800"), json());
      case 8 -> dice.of("2", "3", "2probe", "3probe", "5", "6", "1", "41", "0{}");
      case 9 -> connect();
      case 10 ->
          "40" + dice.of("{\"pid\":\"x\",\"offset\":\"" + targets.cursor() + "\"}", "/a,", "[]");
      case 11 -> binary();
      case 12 -> "b" + dice.of("AAAA", "!", "YWJj", "");
      default -> new String(dice.bytes(dice.below(30)), ISO_8859_1);
    };
  }

  private String after() {
    return dice.oneIn(2) ? "" : ",\"" + targets.cursor() + "\"";
  }

  private String event(String name, String arguments) {
    String id = dice.oneIn(2) ? "" : String.valueOf(dice.below(1_000));
    String namespace = dice.oneIn(12) ? dice.of("/a,", "/,", "/" + "x".repeat(300) + ",") : "";
    String more = arguments.isEmpty() ? "" : "," + arguments;
    return "42" + namespace + id + "[\"" + name + "\"" + more + "]";
  }

  /** Announces attachments, which {@link #attachment} may bring. */
  private String binary() {
    int count = dice.of(0, 1, 1, 1, 2, 11, 99_999);
    String number = dice.of("0", "0", "0", "1", "-1", "7");
    return "45"
        + count
        + "-[\"publish\",\""
        + targets.room()
        + "\",{\"_placeholder\":true,\"num\":"
        + number
        + "}]";
  }

  byte[] attachment() {
    return dice.oneIn(3) ? dice.bytes(dice.below(60)) : "{\"a\":1}".getBytes(US_ASCII);
  }

  private String json() {
    byte[] text = JsonTexts.next(dice);
    return text.length > 10_000 && !dice.oneIn(8) ? "1" : new String(text, ISO_8859_1);
  }
}
