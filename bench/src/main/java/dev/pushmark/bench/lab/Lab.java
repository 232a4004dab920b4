package dev.pushmark.bench.lab;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.browser.BrowserProgram;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.bench.lab.witness.QuietRoom;
import dev.pushmark.bench.lab.witness.Seats;
import dev.pushmark.results.model.Calibrated;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.Witness;
import dev.pushmark.results.model.WitnessReading;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a plan block by block and writes down each round as it ends. */
public final class Lab {
  /** How often a round may be measured: once, and again twice if load from outside spoilt it. */
  public static final int MAX_ATTEMPTS = 3;

  static final String IN_PROGRESS = "in-progress";

  private final Children children;
  private final ChildCommands commands;
  private final Machine machine;
  private final Clock clock;
  private final LabListener listener;

  /** The children stay the caller's to close. */
  public Lab(
      Children children,
      ChildCommands commands,
      Machine machine,
      Clock clock,
      LabListener listener) {
    this.children = children;
    this.commands = commands;
    this.machine = machine;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Which program measures.
   *
   * @param version Pushmark's version
   * @param commit the commit it was built from
   * @param command the command as typed
   * @param calibrated what it found of itself before; null if it did not look
   */
  public record Provenance(
      String version, String commit, List<String> command, @Nullable Calibrated calibrated) {
    public Provenance {
      command = List.copyOf(command);
    }
  }

  /**
   * A run that came to its end.
   *
   * @param stored as it is on the disk
   * @param conclusion what it comes to
   */
  public record Finished(StoredRun stored, Conclusion conclusion) {}

  /**
   * Measures all that a plan asks for.
   *
   * @param target the run's folder; does not exist yet
   * @throws Children.ClosedException if the program is ending; the folder is then left incomplete
   */
  public Finished run(Plan plan, Provenance provenance, Path target)
      throws IOException, InterruptedException {
    EnvironmentProbe probe = new EnvironmentProbe(machine);
    String browser = BrowserProgram.version(plan.browser());
    List<List<String>> order = Order.of(plan);
    Instant startedAt = clock.now();
    RunFolder folder =
        RunFolder.create(
            target,
            record(plan, provenance, order, startedAt, null, null),
            probe.environment(commands.pinning(), commands.flags()).with(browser));
    listener.runBegins(plan, notes(plan));
    Path exchange = target.resolve(IN_PROGRESS);
    Rounds rounds = new Rounds(plan, folder, exchange, bias(plan, exchange));
    for (int block = 1; block <= order.size(); block++) {
      rounds.measureBlock(block, order.get(block - 1));
    }
    folder.environment(probe.environment(commands.pinning(), commands.flags()).with(browser));
    StoredRun measured = RunFolder.read(target);
    Conclusion conclusion = Conclusion.of(plan, measured.rounds(), measured.histograms());
    StoredRun stored =
        folder.finish(
            record(plan, provenance, order, startedAt, clock.now(), conclusion.exitCode()));
    return new Finished(stored, conclusion);
  }

  private List<String> notes(Plan plan) {
    List<String> notes = new ArrayList<>();
    if (!commands.pinning().isPinned()) {
      notes.add("server and injector share their cores: " + commands.pinning().whyNot());
    }
    if (hasWitnesses(plan)) {
      notes.add("a short round in a quiet room comes first, for the bias of the witness");
    }
    if (plan.hasBrowser()) {
      notes.add("a browser subscribes, too, and takes CPU time from the injector's subscribers");
    }
    if (plan.server().url() != null) {
      notes.add(
          "the server at " + plan.server().url() + " is not ours: its CPU and memory are not seen");
    }
    return notes;
  }

  private static Run record(
      Plan plan,
      Provenance provenance,
      List<List<String>> order,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Integer exitCode) {
    return new Run(
        RunFolder.SCHEMA_VERSION,
        provenance.version(),
        provenance.commit(),
        provenance.command(),
        plan,
        order,
        startedAt,
        endedAt,
        endedAt == null ? Run.State.INCOMPLETE : Run.State.COMPLETE,
        exitCode,
        provenance.calibrated());
  }

  private static boolean hasWitnesses(Plan plan) {
    return plan.transports().stream().anyMatch(transport -> Seats.areKept(plan, transport));
  }

  /** Taken once for a run: it is a property of two clients on this machine. */
  private Bias bias(Plan plan, Path exchange) throws IOException, InterruptedException {
    if (!hasWitnesses(plan)) {
      return Bias.NONE;
    }
    Plan quiet = QuietRoom.before(plan);
    Files.createDirectories(exchange);
    Evidence evidence =
        new RoundRunner(children, commands, machine, clock, quiet, Bias.NONE)
            .run(
                new Slot(1, 1, 1, Seats.TRANSPORT, clock.now()),
                quiet.seed(),
                exchange,
                progress -> {})
            .evidence();
    Folders.delete(exchange);
    Witness witness = evidence == null ? null : evidence.witness();
    WitnessReading reading = witness == null ? null : witness.p50();
    return reading == null ? Bias.NONE : Bias.of(reading);
  }

  /** The rounds of one run. */
  private final class Rounds {
    private final Plan plan;
    private final RunFolder folder;
    private final Path exchange;
    private final RoundRunner runner;

    Rounds(Plan plan, RunFolder folder, Path exchange, Bias bias) {
      this.plan = plan;
      this.folder = folder;
      this.exchange = exchange;
      this.runner = new RoundRunner(children, commands, machine, clock, plan, bias);
    }

    void measureBlock(int block, List<String> order) throws IOException, InterruptedException {
      List<String> left = order;
      for (int attempt = 1; attempt <= MAX_ATTEMPTS && !left.isEmpty(); attempt++) {
        if (attempt > 1) {
          listener.roundsAreRepeated(block, attempt, left);
        }
        List<String> spoilt = new ArrayList<>();
        for (int position = 1; position <= left.size(); position++) {
          String transport = left.get(position - 1);
          if (isDisturbed(measure(block, attempt, position, transport))) {
            spoilt.add(transport);
          }
        }
        left = spoilt;
      }
    }

    private Round measure(int block, int attempt, int position, String transport)
        throws IOException, InterruptedException {
      listener.roundBegins(block, attempt, transport);
      Slot slot = new Slot(block, attempt, position, transport, clock.now());
      Files.createDirectories(exchange);
      RoundRunner.Result result =
          runner.run(slot, Order.seed(plan, block), exchange, listener::progress);
      Round round = slot.round(result.outcome(), result.evidence());
      folder.add(round, result.histograms());
      Folders.delete(exchange);
      listener.roundEnds(round, result.histograms());
      return round;
    }
  }

  /** Whether other load on the machine explains why a round is invalid. */
  public static boolean isDisturbed(Round round) {
    return round.outcome() instanceof Outcome.Invalid invalid && invalid.fromOutside();
  }
}
