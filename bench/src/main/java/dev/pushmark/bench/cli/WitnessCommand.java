package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.lab.Folders;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.model.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What witnesses disturb: rounds with and without them alternate (ABBA), and each pair is compared
 * in itself.
 */
@Command(
    name = "witness",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "What witnesses do to what they watch (--help says more).",
    descriptionHeading = "%n",
    description = {
      "Measures WebSocket in pairs of rounds, one with witnesses and one without, and prints how the"
          + " figures with them compare to those without: the mean ratio and where it lies with 95 %"
          + " confidence (Student's t on the logarithms of the pairs).",
      ""
    })
final class WitnessCommand implements Callable<Integer> {
  private static final int COLUMNS = 100;

  @Option(names = "--pairs", paramLabel = "N", description = "Pairs of rounds, 2 or more (6).")
  private int pairs = 6;

  @Option(names = "--witnesses", paramLabel = "N", description = "How many (as in compare).")
  private long witnesses = 8;

  @Option(names = "--workload", paramLabel = "NAME|FILE", description = "As in compare (chat).")
  private @Nullable String workload;

  private final Clock clock = Clock.system();

  @Override
  public Integer call() throws Exception {
    if (pairs < 2) {
      System.err.println("--pairs must be >= 2, was " + pairs);
      return Conclusion.USAGE;
    }
    Plan with = plan(witnesses);
    Plan without = plan(0);
    PairedRatios ratios = new PairedRatios();
    Path folder = Files.createTempDirectory("pushmark-witness");
    try (Children children = new Children()) {
      for (int pair = 0; pair < pairs; pair++) {
        boolean withFirst = pair % 2 == 0;
        Lab.Finished first = measure(children, withFirst ? with : without, folder, pair + "a");
        Lab.Finished second = measure(children, withFirst ? without : with, folder, pair + "b");
        boolean counts = ratios.add(withFirst ? first : second, withFirst ? second : first);
        System.err.printf(
            Locale.ROOT,
            "Pair %d of %d %s%n%n",
            pair + 1,
            pairs,
            counts ? "is measured" : "has an invalid round and does not count");
      }
    } finally {
      Folders.delete(folder);
    }
    System.out.printf(
        Locale.ROOT,
        "With %d witnesses, as a multiple of without, %d of %d pairs:%n",
        with.witnesses(),
        ratios.size(),
        pairs);
    ratios.lines().forEach(System.out::println);
    return ratios.size() < 2 ? Conclusion.INVALID : Conclusion.DONE;
  }

  private Plan plan(long number) throws BadPlanException {
    Overrides one =
        new Overrides()
            .list("/transports", List.of("websocket"))
            .number("/rounds", 1L)
            .number("/witnesses", number);
    return Planner.resolve(
        new PlanRequest(null, false, workload, one, clock.now().getEpochSecond()));
  }

  private Lab.Finished measure(Children children, Plan plan, Path folder, String name)
      throws IOException, InterruptedException {
    Machine machine = new Machine();
    Pinning pinning = machine.pinning(true);
    ChildCommands ours = ChildCommands.ours(pinning);
    Path archive = PrepareCommand.archive();
    ChildCommands commands = Files.exists(archive) ? ours.startingFrom(archive) : ours;
    Lab.Provenance provenance =
        new Lab.Provenance(
            Build.version(), Build.commit(), List.of("pushmark", "micro", "witness"), null);
    try (ProgressLines progress = new ProgressLines(System.err, clock, COLUMNS)) {
      return new Lab(children, commands, machine, clock, progress)
          .run(plan, provenance, folder.resolve(name));
    }
  }
}
