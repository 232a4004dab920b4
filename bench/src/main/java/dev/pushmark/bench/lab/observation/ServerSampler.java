package dev.pushmark.bench.lab.observation;

import dev.pushmark.bench.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a reference server of ours now and then, from outside: its process in {@code /proc}, its
 * heap by {@code jcmd}, after a full garbage collection that this causes, and its own metrics. One
 * caller at a time.
 */
public final class ServerSampler {
  private static final Path PROC = Path.of("/proc");

  /** What an event loop of Netty's holds for each task that is scheduled. */
  private static final String TIMER = "io.netty.util.concurrent.ScheduledFutureTask";

  private static final Pattern CONNECTIONS =
      Pattern.compile("(?m)^pushmark_connections\\{[^}]*} (\\S+)$");
  private static final Pattern ROOMS = Pattern.compile("(?m)^pushmark_rooms (\\S+)$");

  private final Clock clock;
  private final long pid;
  private final URI metrics;
  private final HeapReader heap;
  private final long beganNs;

  /** One of a server that runs there; time counts from now. */
  public ServerSampler(Clock clock, long pid, URI url) {
    this.clock = clock;
    this.pid = pid;
    this.metrics = url.resolve("/metrics");
    this.heap = new HeapReader(pid);
    this.beganNs = clock.nanoTime();
  }

  /** Whether processes can be looked at so here. */
  public static boolean isPossible() {
    return Files.isDirectory(PROC.resolve("self/fd"));
  }

  /**
   * Takes a sample.
   *
   * @param with the transport by which subscribers are there; empty where nobody is
   * @throws IOException if the server is not there any more, or hides its heap
   */
  public ServerSample take(String with) throws IOException {
    double atSeconds = (clock.nanoTime() - beganNs) / 1e9;
    HeapReader.Content content =
        heap.collectAndCount(TIMER)
            .orElseThrow(() -> new IOException("the server's heap could not be read by jcmd"));
    String told = told();
    ProcessReader.Look look = new LinuxProcessReader(PROC).look(pid);
    return new ServerSample(
        atSeconds,
        with,
        content.bytes(),
        content.counted(),
        descriptors(),
        look.threads(),
        look.rssBytes(),
        sum(CONNECTIONS, told),
        sum(ROOMS, told));
  }

  private long descriptors() throws IOException {
    long count = 0;
    try (DirectoryStream<Path> open =
        Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
      for (Path ignored : open) {
        count++;
      }
    }
    return count;
  }

  private String told() throws IOException {
    try (InputStream in = metrics.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static long sum(Pattern gauge, String told) {
    double sum = 0;
    Matcher each = gauge.matcher(told);
    while (each.find()) {
      sum += Double.parseDouble(each.group(1));
    }
    return Math.round(sum);
  }
}
