package dev.pushmark.bench.micro.receivers;

import dev.pushmark.scenarios.gatling.Injector;
import dev.pushmark.scenarios.gatling.yardstick.BareNetty;
import dev.pushmark.scenarios.gatling.yardstick.GatlingSockets;

/** Who receives. */
enum Receiver {
  /** Our protocol in Gatling, as {@code compare} runs it. */
  PUSHMARK("pushmark", Injector.class),
  /** Gatling's own WebSocket support. */
  GATLING("Gatling ws", GatlingSockets.class),
  /** Netty's WebSocket client and a histogram. */
  BARE("bare Netty", BareNetty.class);

  private final String shown;
  private final Class<?> main;

  Receiver(String shown, Class<?> main) {
    this.shown = shown;
    this.main = main;
  }

  /** What people call it. */
  String shown() {
    return shown;
  }

  /** The main class of its process. */
  String main() {
    return main.getName();
  }
}
