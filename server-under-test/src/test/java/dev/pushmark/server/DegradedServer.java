package dev.pushmark.server;

import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.wire.ListeningPort;
import dev.pushmark.server.wire.ServerState;
import dev.pushmark.server.wire.WriteListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * The reference server made worse on purpose, for a gate to find: each delivery costs more CPU time
 * than it has to, or each event's id, and so each frame, is longer. With {@code 0 0} it is no worse
 * than it should be, and what such a gate compares it with.
 */
public final class DegradedServer {
  private DegradedServer() {}

  /**
   * Serves on a free port of the loopback address until it is killed.
   *
   * @param args nanoseconds of CPU time more per delivery, and characters more per event's id
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.setProperty("logback.configurationFile", "dev/pushmark/server/logback.xml");
    try (ListeningPort port = open(Long.parseLong(args[0]), Integer.parseInt(args[1]))) {
      System.out.println("listening on http://127.0.0.1:" + port.port());
      new CountDownLatch(1).await();
    }
  }

  static ListeningPort open(long extraCpuNs, int extraIdChars) throws IOException {
    ServerConfig config = ServerConfig.defaults();
    Clock clock = Clock.SYSTEM;
    ServerState usual = ReferenceServer.state(config, clock, null);
    ServerState worse =
        new ServerState(
            new Rooms(
                config.retention(), config.limits().rooms(), clock, longerEpochs(extraIdChars)),
            usual.slowConsumers(),
            usual.batchWindow(),
            usual.access(),
            usual.limits(),
            usual.timeouts(),
            usual.metrics(),
            null,
            extraCpuNs == 0 ? null : busyFor(extraCpuNs, clock),
            clock);
    return ListeningPort.open(
        new InetSocketAddress(config.host(), config.port()),
        config.eventLoops(),
        config.heartbeat(),
        ReferenceServer.routes(config, worse),
        worse);
  }

  private static Supplier<String> longerEpochs(int chars) {
    Supplier<String> epochs = Rooms.epochs(new SecureRandom());
    return () -> epochs.get() + "0".repeat(chars);
  }

  private static WriteListener busyFor(long extraNs, Clock clock) {
    return (room, batch) -> {
      long untilNs = clock.nanoTime() + extraNs;
      while (clock.nanoTime() < untilNs) {
        Thread.onSpinWait();
      }
    };
  }
}
