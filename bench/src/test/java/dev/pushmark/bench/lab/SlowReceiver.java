package dev.pushmark.bench.lab;

import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.Injector;
import dev.pushmark.scenarios.gatling.RoundSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The real injector, of which each connection gets what comes from the server later than it could:
 * by a detour through a relay of its own that waits.
 */
final class SlowReceiver {
  static final long DELAY_MS = 40;

  private SlowReceiver() {}

  public static void main(String[] words) throws IOException {
    Path file = Path.of(words[0]);
    RoundSpec spec = Json.read(file, RoundSpec.class);
    ServerSocket relay = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    start(() -> accept(relay, spec.url()));
    Json.write(
        file,
        new RoundSpec(
            spec.roundId(),
            spec.transport(),
            URI.create("http://127.0.0.1:" + relay.getLocalPort()),
            spec.plan(),
            spec.seed(),
            spec.eventLoops(),
            spec.seats(),
            spec.out()));
    Injector.main(words);
  }

  private static void accept(ServerSocket relay, URI server) throws IOException {
    while (true) {
      Socket client = relay.accept();
      Socket upstream = new Socket(server.getHost(), server.getPort());
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      start(() -> pass(client.getInputStream(), upstream.getOutputStream(), 0));
      start(() -> pass(upstream.getInputStream(), client.getOutputStream(), DELAY_MS));
    }
  }

  private static void pass(InputStream from, OutputStream to, long delayMs)
      throws IOException, InterruptedException {
    byte[] bytes = new byte[65_536];
    for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
      TimeUnit.MILLISECONDS.sleep(delayMs);
      to.write(bytes, 0, n);
    }
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException e) {
                return; // The round is over.
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
