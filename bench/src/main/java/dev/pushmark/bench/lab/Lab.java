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
   * A plan to be measured.
   *
   * @param target the run's folder; does not exist yet
   * @param label what sets its rounds apart from those of plans beside it; empty if it is alone
   */
  public record Task(Plan plan, Path target, String label) {
    private String told(String transport) {
      return label.isEmpty() ? transport : transport + " " + label;
    }
  }

  /** Is given each run as it has ended. */
  public interface Ending {
    /** The next one ends when this returns, so that what it holds can be let go. */
    void ended(Finished finished) throws IOException;
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
    List<Finished> finished = new ArrayList<>();
    run(List.of(new Task(plan, target, "")), provenance, finished::add);
    return finished.get(0);
  }

  /**
   * Measures several plans side by side, each into a run of its own: every block measures every
   * transport of every plan once, in random order.
   *
   * @param tasks at least one; of as many rounds and the same seed
   * @param ending is given each run, in the same order, when all have been measured
   * @throws Children.ClosedException if the program is ending; the folders are then left incomplete
   */
  public void run(List<Task> tasks, Provenance provenance, Ending ending)
      throws IOException, InterruptedException {
    EnvironmentProbe probe = new EnvironmentProbe(machine);
    Plan first = tasks.get(0).plan();
    List<List<Order.Turn>> order = Order.of(tasks.stream().map(Task::plan).toList());
    List<Rounds> runs = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      runs.add(begin(tasks.get(i), provenance, Order.ofPlan(i, order), probe));
    }
    listener.runBegins(told(tasks), notes(first));
    Bias bias = bias(first, runs.get(0).exchange);
    runs.forEach(run -> run.measureWith(bias));
    for (int block = 1; block <= order.size(); block++) {
      measureBlock(block, order.get(block - 1), runs);
    }
    for (Rounds run : runs) {
      ending.ended(run.end(provenance, probe));
    }
  }

  private Rounds begin(
      Task task, Provenance provenance, List<List<String>> order, EnvironmentProbe probe)
      throws IOException, InterruptedException {
    Plan plan = task.plan();
    String browser = BrowserProgram.version(plan.browser());
    Instant startedAt = clock.now();
    RunFolder folder =
        RunFolder.create(
            task.target(),
            record(plan, provenance, order, startedAt, null, null),
            probe.environment(commands.pinning(), commands.flags()).with(browser));
    return new Rounds(task, folder, order, startedAt, browser);
  }

  /**
   * What listeners are told of: a plan whose transports are those of all, by what they are called.
   */
  private static Plan told(List<Task> tasks) {
    return tasks
        .get(0)
        .plan()
        .with(
            tasks.stream()
                .flatMap(task -> task.plan().transports().stream().map(task::told))
                .toList());
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

  private void measureBlock(int block, List<Order.Turn> turns, List<Rounds> runs)
      throws IOException, InterruptedException {
    List<Order.Turn> left = turns;
    for (int attempt = 1; attempt <= MAX_ATTEMPTS && !left.isEmpty(); attempt++) {
      if (attempt > 1) {
        listener.roundsAreRepeated(
            block,
            attempt,
            left.stream().map(turn -> runs.get(turn.plan()).task.told(turn.transport())).toList());
      }
      int[] positions = new int[runs.size()];
      List<Order.Turn> spoilt = new ArrayList<>();
      for (Order.Turn turn : left) {
        int position = ++positions[turn.plan()];
        Round round = runs.get(turn.plan()).measure(block, attempt, position, turn.transport());
        if (isDisturbed(round)) {
          spoilt.add(turn);
        }
      }
      left = spoilt;
    }
  }

  /** The rounds of one run. */
  private final class Rounds {
    private final Task task;
    private final RunFolder folder;
    private final List<List<String>> order;
    private final Instant startedAt;
    private final @Nullable String browser;
    private final Path exchange;
    private RoundRunner runner;

    Rounds(
        Task task,
        RunFolder folder,
        List<List<String>> order,
        Instant startedAt,
        @Nullable String browser) {
      this.task = task;
      this.folder = folder;
      this.order = order;
      this.startedAt = startedAt;
      this.browser = browser;
      this.exchange = task.target().resolve(IN_PROGRESS);
      this.runner = runner(Bias.NONE);
    }

    private RoundRunner runner(Bias bias) {
      return new RoundRunner(children, commands, machine, clock, task.plan(), bias);
    }

    void measureWith(Bias bias) {
      runner = runner(bias);
    }

    Round measure(int block, int attempt, int position, String transport)
        throws IOException, InterruptedException {
      listener.roundBegins(block, attempt, task.told(transport));
      Slot slot = new Slot(block, attempt, position, transport, clock.now());
      Files.createDirectories(exchange);
      RoundRunner.Result result =
          runner.run(slot, Order.seed(task.plan(), block), exchange, listener::progress);
      Round round = slot.round(result.outcome(), result.evidence());
      folder.add(round, result.histograms());
      Folders.delete(exchange);
      listener.roundEnds(round.named(task.told(transport)), result.histograms());
      return round;
    }

    Finished end(Provenance provenance, EnvironmentProbe probe) throws IOException {
      folder.environment(probe.environment(commands.pinning(), commands.flags()).with(browser));
      StoredRun measured = RunFolder.read(task.target());
      Conclusion conclusion = Conclusion.of(task.plan(), measured.rounds(), measured.histograms());
      StoredRun stored =
          folder.finish(
              record(
                  task.plan(), provenance, order, startedAt, clock.now(), conclusion.exitCode()));
      return new Finished(stored, conclusion);
    }
  }

  /** Whether other load on the machine explains why a round is invalid. */
  public static boolean isDisturbed(Round round) {
    return round.outcome() instanceof Outcome.Invalid invalid && invalid.fromOutside();
  }
}
