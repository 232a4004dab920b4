package dev.pushmark.bench.micro.fanout;

import dev.pushmark.scenarios.stamp.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures what the server's event loop pays per delivery when a burst of pending events goes to
 * many WebSockets: our way beside a plain loop and beside the best way known, block by block in the
 * same run and over the same sockets.
 */
@Command(
    name = "pushmark micro fan-out",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Server CPU time per delivery, for bursts to many WebSockets.")
public final class FanOut implements Callable<Integer> {
  /** Ours costs at most {@link #ALLOWED} times the best known way. */
  private static final int MET = 0;

  private static final int MISSED = 1;
  private static final int USAGE = 2;
  private static final int INVALID = 4;

  private static final double ALLOWED = 1.5;
  private static final int EVENT_BYTES = 100;

  @Option(
      names = "--subscribers",
      paramLabel = "N",
      defaultValue = "1000",
      description = "WebSockets (default: ${DEFAULT-VALUE}).")
  private int subscribers;

  @Option(
      names = "--burst",
      paramLabel = "N",
      defaultValue = "16",
      description = "Events in a burst (default: ${DEFAULT-VALUE}).")
  private int burst;

  @Option(
      names = "--block",
      paramLabel = "N",
      defaultValue = "20",
      description = "Bursts in a block (default: ${DEFAULT-VALUE}).")
  private int block;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "9",
      description = "Rounds of a block of each way, in random order (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds before those (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the order (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new FanOut())
            .setParameterExceptionHandler((e, words) -> say(e.getCommandLine(), e, USAGE))
            .setExecutionExceptionHandler((e, command, parsed) -> failed(command, e))
            .execute(args));
  }

  private static int failed(CommandLine command, Exception e) throws Exception {
    if (e instanceof IOException) {
      return say(command, e, INVALID);
    }
    throw e;
  }

  private static int say(CommandLine command, Exception e, int exitCode) {
    command.getErr().println("pushmark: " + e.getMessage());
    return exitCode;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--subscribers", subscribers, 1, 15_000);
    check("--burst", burst, 1, 64);
    check("--block", block, 1, 10_000);
    check("--rounds", rounds, 1, 1_000);
    check("--warmup", warmup, 0, 1_000);
    Comparison comparison = new Comparison();
    try (Rig rig = new Rig(subscribers, events())) {
      List<Way> order = new ArrayList<>(rig.ways());
      Random random = new Random(seed);
      for (int round = -warmup; round < rounds; round++) {
        Collections.shuffle(order, random);
        for (Way way : order) {
          double figure = rig.deliveriesPerCpuSecond(way, block);
          if (round >= 0) {
            comparison.add(way, figure);
          }
        }
      }
      return conclude(comparison, rig);
    }
  }

  private void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), option + " must be " + min + " to " + max + ", was " + value);
    }
  }

  private List<String> events() {
    Payload payload = new Payload(EVENT_BYTES);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < burst; i++) {
      ByteBuf event = Unpooled.buffer(EVENT_BYTES);
      payload.writeTo(event, 0, i, 0, 0);
      events.add(event.toString(StandardCharsets.US_ASCII));
    }
    return events;
  }

  private int conclude(Comparison comparison, Rig rig) throws IOException, InterruptedException {
    Way ours = rig.ways().get(0);
    Way best = rig.ways().get(1);
    Way plain = rig.ways().get(2);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Bursts of %d events of %d bytes to %d WebSockets:%n"
            + "deliveries per second of CPU time of the server's event loop%n%n",
        burst, EVENT_BYTES, subscribers);
    out.printf("%-12s %12s %12s %12s%n", "", "median", "min", "max");
    for (Way way : rig.ways()) {
      Spread s = comparison.of(way);
      out.printf(
          Locale.ROOT, "%-12s %,12.0f %,12.0f %,12.0f%n", way.name(), s.median(), s.min(), s.max());
    }
    Spread cost = comparison.cost(ours, best);
    boolean met = cost.median() <= ALLOWED;
    out.printf("%nA delivery of ours costs%n");
    print(out, cost, best);
    print(out, comparison.cost(ours, plain), plain);
    long[] counted = rig.finish();
    long each = rig.delivered() / subscribers;
    boolean addsUp = counted[0] == rig.delivered() && counted[1] == each && counted[2] == each;
    out.printf(
        Locale.ROOT,
        "%n%d rounds after %d of warm-up; %,d deliveries, at the sink %,d (%,d to %,d each): %s%n",
        rounds,
        warmup,
        rig.delivered(),
        counted[0],
        counted[1],
        counted[2],
        addsUp ? "they add up" : "THEY DO NOT ADD UP");
    out.printf(
        Locale.ROOT,
        "Allowed are %.1f times the best way known: %s%n",
        ALLOWED,
        met ? "met" : "missed");
    out.flush();
    return !addsUp ? INVALID : met ? MET : MISSED;
  }

  private static void print(PrintWriter out, Spread cost, Way other) {
    out.printf(
        Locale.ROOT,
        "  %.2f times (%.2f to %.2f) the CPU time of: %s%n",
        cost.median(),
        cost.min(),
        cost.max(),
        other.name());
  }
}
