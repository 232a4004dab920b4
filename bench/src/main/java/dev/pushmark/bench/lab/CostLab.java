package dev.pushmark.bench.lab;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.store.RecordFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures transports at several sizes, so that what one subscriber and one delivery cost can be
 * told from what it costs to be there at all. Every block measures every transport at every size
 * once, in random order.
 */
public final class CostLab {
  private final Children children;
  private final ChildCommands commands;
  private final Machine machine;
  private final Clock clock;

  /** The children stay the caller's to close; the machine should be one that reads heaps. */
  public CostLab(Children children, ChildCommands commands, Machine machine, Clock clock) {
    this.children = children;
    this.commands = commands;
    this.machine = machine;
    this.clock = clock;
  }

  /**
   * The sizes, each with the size of what stays the same.
   *
   * @param subscribers of a room in which nothing happens
   * @param silence how long that is measured: a heartbeat, so that each of them gets one
   * @param audience subscribers of the room in which something does
   * @param eventsPerSecond published in that room
   */
  public record Sizes(
      List<Integer> subscribers, Duration silence, int audience, List<Double> eventsPerSecond) {
    public Sizes {
      subscribers = List.copyOf(subscribers);
      eventsPerSecond = List.copyOf(eventsPerSecond);
    }

    /** Rounds of each block and transport, those measured again apart. */
    public int count() {
      return subscribers.size() + eventsPerSecond.size();
    }
  }

  /** A size and what is measured there. */
  private record Stop(
      Axis axis, int subscribers, double eventsPerSecond, Duration measurement, String transport) {}

  /**
   * Measures and keeps what was measured after every round; the page comes at the end.
   *
   * @param plan what the rounds have in common; its number of rounds is that of the blocks
   * @param folder the run's folder; does not exist yet
   * @param onStep is told of each round that was measured
   * @throws Children.ClosedException if the program is ending; the folder is then left incomplete
   */
  public CostRun run(
      Plan plan, Sizes sizes, Lab.Provenance provenance, Path folder, Consumer<Step> onStep)
      throws IOException, InterruptedException {
    RecordFolder.COST.create(folder);
    EnvironmentProbe probe = new EnvironmentProbe(machine);
    Instant startedAt = clock.now();
    Random random = new Random(plan.seed());
    List<Step> steps = new ArrayList<>();
    CostRun run = record(plan, provenance, startedAt, null, probe, steps);
    RecordFolder.COST.write(folder, run);
    for (int block = 1; block <= plan.rounds(); block++) {
      List<Stop> stops = stops(plan, sizes);
      Collections.shuffle(stops, random);
      for (int position = 1; position <= stops.size(); position++) {
        Step step;
        int attempt = 1;
        do {
          step = measure(plan, stops.get(position - 1), block, attempt, position, folder);
          steps.add(step);
          RecordFolder.COST.write(folder, record(plan, provenance, startedAt, null, probe, steps));
          onStep.accept(step);
        } while (Lab.isDisturbed(step.round()) && ++attempt <= Lab.MAX_ATTEMPTS);
      }
    }
    run = record(plan, provenance, startedAt, clock.now(), probe, steps);
    RecordFolder.COST.write(folder, run, HtmlPage.of(run));
    return run;
  }

  private static List<Stop> stops(Plan plan, Sizes sizes) {
    List<Stop> stops = new ArrayList<>();
    for (String transport : plan.transports()) {
      Stream.concat(
              sizes.subscribers().stream()
                  .map(number -> new Stop(Axis.SUBSCRIBERS, number, 0, sizes.silence(), transport)),
              sizes.eventsPerSecond().stream()
                  .map(
                      rate ->
                          new Stop(
                              Axis.DELIVERIES,
                              sizes.audience(),
                              rate,
                              plan.phases().measurement(),
                              transport)))
          .forEach(stops::add);
    }
    return stops;
  }

  private CostRun record(
      Plan plan,
      Lab.Provenance provenance,
      Instant startedAt,
      @Nullable Instant endedAt,
      EnvironmentProbe probe,
      List<Step> steps) {
    return new CostRun(
        CostRun.SCHEMA_VERSION,
        provenance.version(),
        provenance.commit(),
        provenance.command(),
        plan,
        startedAt,
        endedAt,
        endedAt == null ? Run.State.INCOMPLETE : Run.State.COMPLETE,
        probe.environment(commands.pinning(), commands.flags()),
        steps);
  }

  private Step measure(Plan plan, Stop stop, int block, int attempt, int position, Path folder)
      throws IOException, InterruptedException {
    Path exchange = Files.createDirectories(folder.resolve(Lab.IN_PROGRESS));
    Slot slot = new Slot(block, attempt, position, stop.transport(), clock.now());
    RoundRunner.Result result =
        new RoundRunner(children, commands, machine, clock, sized(plan, stop), Bias.NONE)
            .run(slot, Order.seed(plan, block), exchange, progress -> {});
    Folders.delete(exchange);
    return new Step(
        stop.axis(),
        stop.subscribers(),
        stop.eventsPerSecond(),
        slot.round(result.outcome(), result.evidence()));
  }

  private static Plan sized(Plan plan, Stop stop) {
    Workload workload = plan.workload();
    Phases phases = plan.phases();
    return plan.with(
        new Phases(phases.warmup(), stop.measurement(), phases.drain()),
        new Workload(
            workload.name(),
            workload.description(),
            1,
            stop.subscribers(),
            workload.publishersPerRoom(),
            stop.eventsPerSecond(),
            workload.arrivals(),
            workload.payloadBytes(),
            workload.publishVia(),
            workload.delivery()));
  }
}
