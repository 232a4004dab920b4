package dev.pushmark.bench.gate;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.EnvironmentProbe;
import dev.pushmark.bench.lab.Folders;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.Order;
import dev.pushmark.bench.lab.RoundRunner;
import dev.pushmark.bench.lab.Slot;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.gate.Gate;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.report.GateFiles;
import dev.pushmark.results.report.GateText;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures a candidate beside a baseline, in pairs of rounds next to each other in random order,
 * each in fresh processes; what the screen suspects, again. A transport of which so many pairs were
 * spoilt that the rest cannot be enough is given up. Each side leaves a run's folder of its own,
 * beside {@code gate.json}.
 */
public final class GateLab {
  /** What people look at, in the gate's folder. */
  public static final String PAGE = "gate.html";

  /** The candidate's folder of a run, in the gate's folder. */
  static final String CANDIDATE = "candidate";

  private final Children children;
  private final ChildCommands commands;
  private final Machine machine;
  private final Clock clock;
  private final GateListener listener;

  /** The children stay the caller's to close. */
  public GateLab(
      Children children,
      ChildCommands commands,
      Machine machine,
      Clock clock,
      GateListener listener) {
    this.children = children;
    this.commands = commands;
    this.machine = machine;
    this.clock = clock;
    this.listener = listener;
  }

  /** Is told how a gate goes on. */
  public interface GateListener {
    /** So many pairs of each of these transports follow. */
    void stageBegins(Set<String> transports, int pairs);

    /** A round has ended. */
    void roundEnds(boolean baseline, Round round);

    /** A pair is measured again, since other load spoilt it. */
    void pairIsRepeated(int block, String transport);
  }

  /** Where one side's rounds come from and go to. */
  private static final class Party {
    final @Nullable StoredRun stored;
    final @Nullable RunFolder folder;
    final Path path;
    final @Nullable RoundRunner runner;
    final @Nullable Run begun;

    /** Of a run that was measured before. */
    Party(StoredRun stored) {
      this.stored = stored;
      this.path = stored.folder();
      this.folder = null;
      this.runner = null;
      this.begun = null;
    }

    Party(Path path, RunFolder folder, RoundRunner runner, Run begun) {
      this.stored = null;
      this.path = path;
      this.folder = folder;
      this.runner = runner;
      this.begun = begun;
    }

    Summary summary() throws IOException {
      StoredRun run = stored != null ? stored : RunFolder.read(path);
      return Summary.of(run.run(), run.rounds(), run.histograms());
    }
  }

  /**
   * Holds a gate.
   *
   * @param folder the gate's folder; does not exist yet
   * @throws Children.ClosedException if the program is ending; the folder is then left incomplete
   */
  public GateRun run(
      GatePlan plan, Side baselineSide, Side candidateSide, Lab.Provenance provenance, Path folder)
      throws IOException, InterruptedException {
    RecordFolder.GATE.create(folder);
    EnvironmentProbe probe = new EnvironmentProbe(machine);
    Instant startedAt = clock.now();
    Environment environment = probe.environment(commands.pinning(), commands.flags());
    Party baseline =
        party(plan.plan(), baselineSide, provenance, folder.resolve("baseline"), environment);
    Party candidate =
        party(plan.plan(), candidateSide, provenance, folder.resolve(CANDIDATE), environment);
    Gate.Design design = design(baseline, candidate);
    GateRun begun =
        new GateRun(
            GateRun.SCHEMA_VERSION,
            provenance.version(),
            provenance.commit(),
            provenance.command(),
            plan,
            baselineSide.text(),
            candidateSide.text(),
            design == Gate.Design.PAIRED,
            startedAt,
            null,
            Run.State.INCOMPLETE,
            environment,
            List.of(),
            null,
            List.of());
    RecordFolder.GATE.write(folder, begun);
    Random random = new Random(plan.plan().seed());
    Path exchange = folder.resolve("in-progress");
    if (design != Gate.Design.BOTH_STORED) {
      Set<String> all = Set.copyOf(plan.plan().transports());
      measure(plan, all, 1, plan.screenPairs(), baseline, candidate, random, exchange);
      Set<String> suspected =
          new Gate(plan, baseline.summary(), candidate.summary(), design).suspectedTransports();
      if (!suspected.isEmpty()) {
        int from = plan.screenPairs() + 1;
        measure(
            plan,
            suspected,
            from,
            from + plan.confirmPairs() - 1,
            baseline,
            candidate,
            random,
            exchange);
      }
    }
    Gate gate = new Gate(plan, baseline.summary(), candidate.summary(), design);
    finish(baseline, probe);
    finish(candidate, probe);
    GateRun ended =
        new GateRun(
            begun.schemaVersion(),
            begun.version(),
            begun.commit(),
            begun.command(),
            plan,
            begun.baseline(),
            begun.candidate(),
            begun.paired(),
            startedAt,
            clock.now(),
            Run.State.COMPLETE,
            probe.environment(commands.pinning(), commands.flags()),
            gate.findings(),
            gate.verdict(),
            gate.reasons());
    RecordFolder.GATE.write(folder, ended);
    Files.writeString(folder.resolve("gate.md"), GateText.markdown(ended));
    Files.writeString(folder.resolve("gate-junit.xml"), GateFiles.junit(ended));
    Files.writeString(
        folder.resolve("gate-bencher.json"), Json.line(GateFiles.bencher(ended)) + "\n");
    Files.writeString(folder.resolve(PAGE), HtmlPage.of(ended));
    return ended;
  }

  private static Gate.Design design(Party baseline, Party candidate) {
    if (candidate.runner == null) {
      return Gate.Design.BOTH_STORED;
    }
    return baseline.runner == null ? Gate.Design.AGAINST_STORED : Gate.Design.PAIRED;
  }

  private Party party(
      Plan common, Side side, Lab.Provenance provenance, Path folder, Environment environment)
      throws IOException {
    if (side instanceof Side.Stored stored) {
      return new Party(stored.run());
    }
    Plan plan =
        side instanceof Side.Running running ? common.with(Server.at(running.url())) : common;
    ChildCommands theirs =
        side instanceof Side.Started started ? commands.serving(started.otherServer()) : commands;
    Run begun =
        new Run(
            RunFolder.SCHEMA_VERSION,
            provenance.version(),
            provenance.commit(),
            provenance.command(),
            plan,
            List.of(),
            clock.now(),
            null,
            Run.State.INCOMPLETE,
            null,
            null);
    return new Party(
        folder,
        RunFolder.create(folder, begun, environment),
        new RoundRunner(children, theirs, machine, clock, plan, Bias.NONE),
        begun);
  }

  private void finish(Party party, EnvironmentProbe probe) throws IOException {
    Run begun = party.begun;
    if (party.folder != null && begun != null) {
      party.folder.environment(probe.environment(commands.pinning(), commands.flags()));
      party.folder.finish(
          new Run(
              begun.schemaVersion(),
              begun.version(),
              begun.commit(),
              begun.command(),
              begun.plan(),
              begun.order(),
              begun.startedAt(),
              clock.now(),
              Run.State.COMPLETE,
              null,
              null));
    }
  }

  private void measure(
      GatePlan plan,
      Set<String> transports,
      int from,
      int to,
      Party baseline,
      Party candidate,
      Random random,
      Path exchange)
      throws IOException, InterruptedException {
    listener.stageBegins(transports, to - from + 1);
    Map<String, Integer> spoilt = new HashMap<>();
    int mostSpoilt = to - from + 1 - GatePlan.FEWEST_PAIRS;
    for (int block = from; block <= to; block++) {
      List<String> order = new ArrayList<>(plan.plan().transports());
      order.retainAll(transports);
      order.removeIf(transport -> spoilt.getOrDefault(transport, 0) > mostSpoilt);
      Collections.shuffle(order, random);
      for (int position = 1; position <= order.size(); position++) {
        String transport = order.get(position - 1);
        List<Party> pair = new ArrayList<>(List.of(baseline, candidate));
        Collections.shuffle(pair, random);
        Slot first = new Slot(block, 1, position, transport, clock.now());
        if (!measure(pair, baseline, first, Order.seed(plan.plan(), block), exchange)) {
          spoilt.merge(transport, 1, Integer::sum);
        }
      }
    }
  }

  /** Whether both rounds of the pair are valid, in the end. */
  private boolean measure(List<Party> pair, Party baseline, Slot first, long seed, Path exchange)
      throws IOException, InterruptedException {
    for (int attempt = 1; attempt <= Lab.MAX_ATTEMPTS; attempt++) {
      if (attempt > 1) {
        listener.pairIsRepeated(first.block(), first.transport());
      }
      boolean valid = true;
      boolean again = false;
      for (Party party : pair) {
        RoundRunner runner = party.runner;
        RunFolder folder = party.folder;
        if (runner != null && folder != null) {
          Slot slot =
              new Slot(first.block(), attempt, first.position(), first.transport(), clock.now());
          Files.createDirectories(exchange);
          RoundRunner.Result result = runner.run(slot, seed, exchange, progress -> {});
          Round round = slot.round(result.outcome(), result.evidence());
          folder.add(round, result.histograms());
          Folders.delete(exchange);
          listener.roundEnds(party == baseline, round);
          valid &= !(round.outcome() instanceof Outcome.Invalid);
          again |= Lab.isDisturbed(round);
        }
      }
      if (!again) {
        return valid;
      }
    }
    return false;
  }
}
