package dev.pushmark.bench.micro.receivers;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Evidence;
import dev.pushmark.bench.lab.RoundRunner;
import dev.pushmark.bench.lab.Slot;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Usage;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.yardstick.Publishing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures one receiver at a time: a fresh server, a fresh process that receives. */
final class Bench {
  private static final int MAX_ATTEMPTS = 3;

  private final Children children;
  private final ChildCommands commands;
  private final Machine machine;
  private final Clock clock;
  private final Plan plan;
  private final Path folder;
  private final Consumer<String> log;
  private final List<Publishing> publishing = new ArrayList<>();

  /**
   * A bench.
   *
   * @param folder for what processes exchange; the caller's to delete
   * @param log is told why a round does not count
   */
  Bench(
      Children children,
      ChildCommands commands,
      Machine machine,
      Clock clock,
      Plan plan,
      Path folder,
      Consumer<String> log) {
    this.children = children;
    this.commands = commands;
    this.machine = machine;
    this.clock = clock;
    this.plan = plan;
    this.folder = folder;
    this.log = log;
  }

  /**
   * Measures a receiver; again where load from outside spoilt the round.
   *
   * @param seed of the events: the same for all receivers of a block
   * @return null if there is no valid round
   */
  @Nullable Figures measure(int block, int position, Receiver receiver, long seed)
      throws IOException, InterruptedException {
    boolean again = true;
    for (int attempt = 1; again && attempt <= MAX_ATTEMPTS; attempt++) {
      Slot slot = new Slot(block, attempt, position, plan.transports().get(0), clock.now());
      Path exchange = Files.createDirectory(folder.resolve(slot.id() + "-" + receiver.name()));
      RoundRunner.Result result =
          new RoundRunner(
                  children, commands.injecting(receiver.main()), machine, clock, plan, Bias.NONE)
              .run(slot, seed, exchange, progress -> {});
      Evidence evidence = result.evidence();
      Usage usage = evidence == null ? null : evidence.injector().usage();
      if (result.outcome() instanceof Outcome.Done && evidence != null && usage != null) {
        Path cost = exchange.resolve(Publishing.FILE);
        if (Files.exists(cost)) {
          publishing.add(Json.read(cost, Publishing.class));
        }
        return Figures.of(evidence, usage);
      }
      log.accept("%s: %s".formatted(receiver.shown(), result.outcome()));
      again = result.outcome() instanceof Outcome.Invalid invalid && invalid.fromOutside();
    }
    return null;
  }

  /** CPU time that publishing an event takes, over all rounds whose receivers tell it. */
  double publishingNs() {
    long events = publishing.stream().mapToLong(Publishing::events).sum();
    long cpuNs = publishing.stream().mapToLong(Publishing::cpuNs).sum();
    return events == 0 ? 0 : (double) cpuNs / events;
  }
}
