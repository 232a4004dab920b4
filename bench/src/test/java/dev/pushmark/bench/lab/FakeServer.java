package dev.pushmark.bench.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** A server that listens and, once somebody connects, crashes. */
final class FakeServer {
  static final long STALL_NS = 1 << 20;

  private FakeServer() {}

  public static void main(String[] words) throws IOException {
    if (!List.of(words)
        .containsAll(
            List.of(
                "--slow-consumer",
                "coalesce",
                "--queue-bytes",
                "4096",
                "--heartbeat",
                "15",
                "--batch-window",
                "20ms",
                "--compression",
                "deflate",
                "--tls",
                "--no-tls-resumption"))) {
      System.err.println("not asked for what the plan says: " + List.of(words));
      System.exit(2);
    }
    if (System.getenv("PUSHMARK_TOKEN") != null) {
      System.err.println("the clients' token is none of the server's business");
      System.exit(2);
    }
    writeStalls(Path.of(words[List.of(words).indexOf("--stall-log") + 1]));
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.out.println("noise");
      System.out.println("pushmark-server listening on http://127.0.0.1:" + socket.getLocalPort());
      try (Socket connection = socket.accept()) {
        System.err.println("connected from port " + connection.getPort());
        System.exit(3);
      }
    }
  }

  /** Of the second before the fake injector's measurement, of the measurement, of the one after. */
  private static void writeStalls(Path file) throws IOException {
    HistogramLogWriter log = new HistogramLogWriter(file.toFile());
    log.outputBaseTime(0);
    log.outputLegend();
    for (int second = -1; second <= 1; second++) {
      Histogram stalls = new Histogram(3_600_000_000_000L, 3);
      stalls.recordValue(second == 0 ? STALL_NS : 1);
      log.outputIntervalHistogram(second, second + 1, stalls, 1.0);
    }
    log.close();
  }
}
