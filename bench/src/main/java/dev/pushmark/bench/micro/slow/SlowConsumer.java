package dev.pushmark.bench.micro.slow;

import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.ServerProcess;
import dev.pushmark.bench.lab.process.Children;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * One subscriber among many stops reading: what do the others notice, what does the server keep for
 * it, and is it told exactly what it missed? Blocks without and with it alternate (ABBA) on one
 * server, and each block with it is compared with its neighbour without.
 */
@Command(
    name = "slow-consumer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "What a subscriber that stops reading does to the others (--help says more).")
public final class SlowConsumer implements Callable<Integer> {
  private static final String ROOM = "stage";
  private static final int INVALID = 4;
  private static final Duration START_BOUND = Duration.ofSeconds(30);

  @Option(
      names = "--subscribers",
      paramLabel = "N",
      defaultValue = "999",
      description = "WebSockets that do read (default: ${DEFAULT-VALUE}).")
  private int subscribers;

  @Option(
      names = "--slow-consumer",
      paramLabel = "POLICY",
      defaultValue = "drop-oldest",
      description = "The server's policy: drop-oldest or coalesce (default: ${DEFAULT-VALUE}).")
  private String policy = "";

  @Option(
      names = "--queue-bytes",
      paramLabel = "N",
      defaultValue = "65536",
      description = "The server's bound for one subscriber (default: ${DEFAULT-VALUE}).")
  private int queueBytes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "10",
      description = "Events per second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--event-bytes",
      paramLabel = "N",
      defaultValue = "4096",
      description = "Size of an event (default: ${DEFAULT-VALUE}).")
  private int eventBytes;

  @Option(
      names = "--block",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Length of a block (default: ${DEFAULT-VALUE}).")
  private int blockSeconds;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "6",
      description = "Pairs of blocks, without and with (default: ${DEFAULT-VALUE}).")
  private int pairs;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** A block's 99th percentile, and the most that waited for anybody at its end. */
  private record Block(double p99Ns, long queuedBytes, long buffersBytes) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--subscribers", subscribers, 1, 15_000);
    check("--queue-bytes", queueBytes, 1024, 1 << 30);
    check("--rate", rate, 1, 1_000);
    check("--event-bytes", eventBytes, 100, 60_000);
    check("--block", blockSeconds, 1, 600);
    check("--pairs", pairs, 1, 100);
    List<String> options =
        List.of(
            "--port",
            "0",
            "--event-loops",
            "1",
            "--slow-consumer",
            policy,
            "--queue-bytes",
            String.valueOf(queueBytes));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d subscribers that read, %d events of %d bytes per second, queue of %,d bytes, %s:%n"
            + "p99 of their delivery latency, without and with one more that does not read%n%n",
        subscribers,
        rate,
        eventBytes,
        queueBytes,
        policy);
    try (Children children = new Children();
        ServerProcess server =
            ServerProcess.start(children, ChildCommands.server(options), Path.of(""), START_BOUND);
        Audience audience = new Audience(server.url(), ROOM, subscribers, eventBytes)) {
      return run(server.url(), audience, out);
    } catch (IOException e) {
      spec.commandLine().getErr().println("pushmark: " + e.getMessage());
      return INVALID;
    }
  }

  private int run(URI server, Audience audience, PrintWriter out)
      throws IOException, InterruptedException {
    audience.block(rate, rate * blockSeconds, rate);
    List<Double> ratios = new ArrayList<>();
    long mostQueued = 0;
    long mostBuffers = 0;
    long delivered = 0;
    long skipped = 0;
    long unexplained = 0;
    for (int pair = 0; pair < pairs; pair++) {
      Block without = pair % 2 == 0 ? measure(server, audience) : null;
      Block with;
      long first = audience.published() + 1L;
      try (StalledSubscriber stalled = new StalledSubscriber(server, ROOM)) {
        with = measure(server, audience);
        StalledSubscriber.Account account = stalled.catchUp(first, audience.published());
        delivered += account.delivered();
        skipped += account.skipped();
        unexplained += account.unexplained();
      }
      Block beside = without == null ? measure(server, audience) : without;
      double ratio = with.p99Ns() / beside.p99Ns();
      ratios.add(ratio);
      mostQueued = Math.max(mostQueued, with.queuedBytes());
      mostBuffers = Math.max(mostBuffers, with.buffersBytes() - beside.buffersBytes());
      out.printf(
          Locale.ROOT,
          "pair %d: %.2f ms without, %.2f ms with (%.2f times)%n",
          pair + 1,
          beside.p99Ns() / 1e6,
          with.p99Ns() / 1e6,
          ratio);
      out.flush();
    }
    double[] sorted = ratios.stream().mapToDouble(r -> r).sorted().toArray();
    boolean within = sorted[0] <= 1 && sorted[sorted.length - 1] >= 1;
    out.printf(
        Locale.ROOT,
        "%nWith it, p99 was %.2f times that without (%.2f to %.2f in %d pairs): %s%n",
        median(sorted),
        sorted[0],
        sorted[sorted.length - 1],
        pairs,
        within ? "not told apart from noise" : "different in every pair");
    out.printf(
        Locale.ROOT,
        "At most %,d bytes were queued for it, and the server's buffers grew by %,d bytes at most%n",
        mostQueued,
        Math.max(0, mostBuffers));
    out.printf(
        Locale.ROOT,
        "It was given %,d events and told that it missed %,d: %,d unexplained%n",
        delivered,
        skipped,
        unexplained);
    out.flush();
    return unexplained == 0 && skipped > 0 ? 0 : 1;
  }

  private Block measure(URI server, Audience audience) throws IOException, InterruptedException {
    Histogram latency = audience.block(rate, rate * blockSeconds, rate);
    String figures = metrics(server);
    return new Block(
        latency.getValueAtPercentile(99),
        (long) figure(figures, "pushmark_queued_bytes{transport=\"websocket\"}"),
        (long) figure(figures, "pushmark_buffers_bytes"));
  }

  private static String metrics(URI server) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.resolve("/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static double figure(String figures, String sample) throws IOException {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(sample) + " (\\S+)$", Pattern.MULTILINE)
            .matcher(figures);
    if (!line.find()) {
      throw new IOException("the server does not tell " + sample);
    }
    return Double.parseDouble(line.group(1));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), option + " must be " + min + " to " + max + ", was " + value);
    }
  }
}
