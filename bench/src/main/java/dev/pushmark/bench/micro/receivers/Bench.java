package dev.pushmark.bench.micro.receivers;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Evidence;
import dev.pushmark.bench.lab.RoundRunner;
import dev.pushmark.bench.lab.ServerProcess;
import dev.pushmark.bench.lab.Slot;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Link;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Usage;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.yardstick.Publishing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Measures all receivers at the same time: a fresh server, and for each receiver a fresh process
 * with rooms of its own. What the machine does meanwhile happens to all of them.
 */
final class Bench {
  private static final int MAX_ATTEMPTS = 3;
  private static final Duration START_BOUND = Duration.ofSeconds(30);

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
   * Measures a block; again where load from outside spoilt a round of it.
   *
   * @param order in which the processes start, right after each other
   * @param seed of the events: the same for all receivers
   * @return those whose rounds are valid
   */
  Map<Receiver, Figures> measure(int block, List<Receiver> order, long seed)
      throws IOException, InterruptedException {
    Map<Receiver, Figures> figures = Map.of();
    for (int attempt = 1; figures.size() < order.size() && attempt <= MAX_ATTEMPTS; attempt++) {
      Slot slot = new Slot(block, attempt, 1, plan.transports().get(0), clock.now());
      Path exchange = Files.createDirectory(folder.resolve(slot.id()));
      boolean spoilt = false;
      figures = new EnumMap<>(Receiver.class);
      for (Map.Entry<Receiver, RoundRunner.Result> each :
          together(slot, order, seed, exchange).entrySet()) {
        Outcome outcome = each.getValue().outcome();
        Evidence evidence = each.getValue().evidence();
        Usage usage = evidence == null ? null : evidence.injector().usage();
        if (outcome instanceof Outcome.Done && evidence != null && usage != null) {
          figures.put(each.getKey(), Figures.of(evidence, usage));
          keepPublishing(exchange.resolve(each.getKey().name()));
        } else {
          log.accept("%s: %s".formatted(each.getKey().shown(), outcome));
          spoilt |= outcome instanceof Outcome.Invalid invalid && invalid.fromOutside();
        }
      }
      if (!spoilt) {
        break;
      }
    }
    return figures;
  }

  private Map<Receiver, RoundRunner.Result> together(
      Slot slot, List<Receiver> order, long seed, Path exchange)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(order.size());
    try (Link link = Link.open(plan.server().link());
        ServerProcess server =
            ServerProcess.start(
                children,
                commands.server(
                    plan,
                    slot.transport(),
                    link,
                    exchange.resolve("stalls.hlog"),
                    exchange.resolve("pauses.log")),
                exchange,
                START_BOUND)) {
      Plan theirs = plan.with(Server.at(server.url()));
      Map<Receiver, Future<RoundRunner.Result>> running = new EnumMap<>(Receiver.class);
      for (Receiver receiver : order) {
        Path own = Files.createDirectory(exchange.resolve(receiver.name()));
        running.put(receiver, threads.submit(() -> run(receiver, theirs, slot, seed, own)));
      }
      Map<Receiver, RoundRunner.Result> results = new EnumMap<>(Receiver.class);
      for (Map.Entry<Receiver, Future<RoundRunner.Result>> each : running.entrySet()) {
        results.put(each.getKey(), each.getValue().get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("a receiver cannot be run", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private RoundRunner.Result run(
      Receiver receiver, Plan theirs, Slot slot, long seed, Path exchange)
      throws IOException, InterruptedException {
    return new RoundRunner(
            children, commands.injecting(receiver.main()), machine, clock, theirs, Bias.NONE)
        .run(slot, seed, exchange, progress -> {});
  }

  private void keepPublishing(Path exchange) throws IOException {
    Path cost = exchange.resolve(Publishing.FILE);
    if (Files.exists(cost)) {
      publishing.add(Json.read(cost, Publishing.class));
    }
  }

  /** CPU time that publishing an event takes, over all rounds whose receivers tell it. */
  double publishingNs() {
    long events = publishing.stream().mapToLong(Publishing::events).sum();
    long cpuNs = publishing.stream().mapToLong(Publishing::cpuNs).sum();
    return events == 0 ? 0 : (double) cpuNs / events;
  }
}
