package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.lab.Rehearsal;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.model.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What the launcher does once after each build: makes injectors start faster. */
@Command(name = "prepare", hidden = true)
final class PrepareCommand implements Callable<Integer> {
  private static final Duration SHORT = Duration.ofMillis(500);

  private final Clock clock;

  PrepareCommand(Clock clock) {
    this.clock = clock;
  }

  /** The injector's class archive for the JDK that runs this; it may not be there. */
  static Path archive() {
    return Build.home()
        .resolve("bench/target")
        .resolve("injector-" + System.getProperty("java.vm.version") + ".jsa");
  }

  @Override
  public Integer call() throws Exception {
    Overrides shortest =
        new Overrides()
            .list("/transports", List.of("websocket"))
            .duration("/phases/warmup", SHORT)
            .duration("/phases/measurement", SHORT)
            .duration("/phases/drain", SHORT);
    Plan plan = Planner.resolve(new PlanRequest(null, false, null, shortest, 1));
    Machine machine = new Machine();
    Pinning pinning = machine.pinning(false);
    try (Children children = new Children()) {
      new Rehearsal(children, machine, clock).write(ChildCommands.ours(pinning), plan, archive());
    }
    return Conclusion.DONE;
  }
}
