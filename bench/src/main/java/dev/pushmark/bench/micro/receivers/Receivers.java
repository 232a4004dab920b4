package dev.pushmark.bench.micro.receivers;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.lab.Folders;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How much of what we measure is our own receiving? The same server and the same schedule of
 * events, received by our injector, by Gatling's own WebSocket support and by a bare Netty client,
 * each in a fresh process, all at the same time: on a machine whose speed changes from one second
 * to the next, only what happens at once can be compared closely.
 */
@Command(
    name = "receivers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Our receiving beside Gatling's own and bare Netty's (--help says more).",
    descriptionHeading = "%n",
    description = {
      "All three receive at the same time, each the events of rooms of its own, from one server.",
      "Delivery latency counts from the intended send time for all three. Each takes the time in",
      "nanoseconds: we when a read begins, bare Netty when it has decoded a frame, Gatling's own at",
      "the first point where it hands a message to a simulation, since its own stamps are whole",
      "milliseconds.",
      ""
    })
public final class Receivers implements Callable<Integer> {
  private static final double P50_RATIO = 1.05;
  private static final double P50_DIFFERENCE_NS = 5_000;
  private static final double CPU_RATIO = 1.1;

  @Option(
      names = "--rooms",
      paramLabel = "N",
      defaultValue = "20",
      description = "Rooms of each receiver (default: ${DEFAULT-VALUE}).")
  private long rooms;

  @Option(
      names = "--subscribers-per-room",
      paramLabel = "N",
      defaultValue = "50",
      description = "WebSockets in each room (default: ${DEFAULT-VALUE}).")
  private long subscribersPerRoom;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description = "Events per second in each room (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "6",
      description = "Rounds of all three at once (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Of each round (default: ${DEFAULT-VALUE}).")
  private long warmup;

  @Option(
      names = "--measurement",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "Of each round (default: ${DEFAULT-VALUE}).")
  private long measurement;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of order and events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 2 || rounds > 1000) {
      throw wrong("--rounds must be 2 to 1000, was " + rounds);
    }
    Plan plan = plan();
    Clock clock = Clock.system();
    Machine machine = new Machine();
    Pinning pinning = machine.pinning(true);
    PrintWriter err = spec.commandLine().getErr();
    Path folder = Files.createTempDirectory("pushmark-receivers");
    try (Children children = new Children()) {
      Bench bench =
          new Bench(
              children,
              ChildCommands.ours(pinning),
              machine,
              clock,
              plan,
              folder,
              line -> err.println("  does not count: " + line));
      return conclude(plan, blocks(bench, err), bench.publishingNs());
    } finally {
      Folders.delete(folder);
    }
  }

  private Plan plan() {
    Overrides asked =
        new Overrides()
            .list("/transports", List.of("websocket"))
            .text("/workload/name", "receivers")
            .text("/workload/description", "Events for receivers to be compared by")
            .number("/workload/rooms", rooms)
            .number("/workload/subscribersPerRoom", subscribersPerRoom)
            .number("/workload/eventsPerSecond", rate)
            .choice("/workload/publishVia", Workload.PublishVia.WEBSOCKET)
            .duration("/phases/warmup", Duration.ofSeconds(warmup))
            .duration("/phases/measurement", Duration.ofSeconds(measurement))
            .duration("/phases/drain", Duration.ofSeconds(1));
    try {
      return Planner.resolve(new PlanRequest(null, false, null, asked, seed));
    } catch (BadPlanException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<Map<Receiver, Figures>> blocks(Bench bench, PrintWriter err)
      throws IOException, InterruptedException {
    List<Receiver> order = new ArrayList<>(List.of(Receiver.values()));
    Random random = new Random(seed);
    List<Map<Receiver, Figures>> blocks = new ArrayList<>();
    for (int block = 1; block <= rounds; block++) {
      Collections.shuffle(order, random);
      long events = random.nextLong();
      Map<Receiver, Figures> figures = bench.measure(block, order, events);
      for (Map.Entry<Receiver, Figures> each : figures.entrySet()) {
        err.printf(
            Locale.ROOT,
            "block %d of %d: %s%n",
            block,
            rounds,
            line(each.getKey(), each.getValue()));
      }
      err.flush();
      blocks.add(figures);
    }
    return blocks;
  }

  private static String line(Receiver receiver, Figures f) {
    return String.format(
        Locale.ROOT,
        "%-10s  p50 %7.1f µs  p99 %8.1f µs  CPU %6.2f µs per delivery",
        receiver.shown(),
        f.p50Ns() / 1e3,
        f.p99Ns() / 1e3,
        f.cpuNs() / 1e3);
  }

  private int conclude(Plan plan, List<Map<Receiver, Figures>> blocks, double publishingNs) {
    PrintWriter out = spec.commandLine().getOut();
    Workload work = plan.workload();
    out.printf(
        Locale.ROOT,
        "each %,d WebSockets in %,d rooms, %,.0f deliveries per second; %d blocks%n%n",
        work.subscribers(),
        work.rooms(),
        work.deliveriesPerSecond(),
        blocks.size());
    Table table = new Table(blocks, publishingNs);
    if (!table.isComplete()) {
      out.println("Fewer than two blocks have valid rounds of ours and of bare Netty's.");
      return Conclusion.INVALID;
    }
    table.print(out);
    Estimate p50 = table.ratio(Receiver.PUSHMARK, Figures::p50Ns);
    Interval apart = table.difference(Receiver.PUSHMARK, Figures::p50Ns);
    Estimate cpu = table.ratio(Receiver.PUSHMARK, Figures::cpuNs);
    Limit latency =
        Limit.of(p50.low(), p50.high(), P50_RATIO)
            .or(Limit.of(apart.low(), apart.high(), P50_DIFFERENCE_NS));
    Limit cost = Limit.of(cpu.low(), cpu.high(), CPU_RATIO);
    out.printf(
        Locale.ROOT,
        "%nOur p50 is %.3f times that of bare Netty (%.3f to %.3f), %+.1f µs (%+.1f to %+.1f);"
            + " at most %.2f times or %.0f µs: %s%n",
        p50.value(),
        p50.low(),
        p50.high(),
        apart.mean() / 1e3,
        apart.low() / 1e3,
        apart.high() / 1e3,
        P50_RATIO,
        P50_DIFFERENCE_NS / 1e3,
        latency.words());
    out.printf(
        Locale.ROOT,
        "Our CPU time per delivery is %.3f times that of bare Netty (%.3f to %.3f);"
            + " at most %.2f times: %s%n",
        cpu.value(),
        cpu.low(),
        cpu.high(),
        CPU_RATIO,
        cost.words());
    out.flush();
    return exitCode(latency, cost);
  }

  private static int exitCode(Limit... limits) {
    List<Limit> all = List.of(limits);
    if (all.contains(Limit.MISSED)) {
      return Conclusion.FAILED;
    }
    return all.contains(Limit.CANNOT_BE_TOLD) ? Conclusion.INCONCLUSIVE : Conclusion.DONE;
  }
}
