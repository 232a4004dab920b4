package dev.pushmark.bench.gate;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.browser.BrowserProgram;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.EnvironmentProbe;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.RoundRunner;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.gate.Gate;
import dev.pushmark.results.gate.MeasuredRounds;
import dev.pushmark.results.gate.PercentileShifts;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.PercentileShift;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Measures a candidate beside a baseline, in pairs of rounds next to each other in random order,
 * each in fresh processes; what the screen suspects, again. Each side leaves a run's folder of its
 * own, beside {@code gate.json}.
 */
public final class GateLab {
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
    Environment environment =
        probe
            .environment(commands.pinning(), commands.flags())
            .with(BrowserProgram.version(plan.plan().browser()));
    Party baseline =
        party(plan.plan(), baselineSide, provenance, folder.resolve("baseline"), environment);
    Party candidate =
        party(plan.plan(), candidateSide, provenance, folder.resolve(CANDIDATE), environment);
    Gate.Design design = design(baseline, candidate);
    GateRun begun =
        GateRun.begun(
            provenance.version(),
            provenance.commit(),
            provenance.command(),
            plan,
            baselineSide.text(),
            candidateSide.text(),
            design == Gate.Design.PAIRED,
            clock.now(),
            environment);
    RecordFolder.GATE.write(folder, begun);
    if (design != Gate.Design.BOTH_STORED) {
      Pairs pairs =
          new Pairs(
              plan.plan(), baseline, candidate, clock, listener, folder.resolve("in-progress"));
      pairs.measure(Set.copyOf(plan.plan().transports()), 1, plan.screenPairs());
      Set<String> suspected =
          new Gate(plan, new MeasuredRounds(baseline.summary(), candidate.summary()), design)
              .suspectedSubjects();
      if (!suspected.isEmpty()) {
        pairs.measure(suspected, plan.screenPairs() + 1, plan.screenPairs() + plan.confirmPairs());
      }
    }
    Environment at = probe.environment(commands.pinning(), commands.flags());
    for (Party party : List.of(baseline, candidate)) {
      if (party instanceof Party.Measured measured) {
        measured.finish(at, clock.now());
      }
    }
    GateRun ended =
        judged(begun, plan, baseline.summary(), candidate.summary(), design, at, clock.now());
    GateFolder.write(folder, ended);
    return ended;
  }

  private static GateRun judged(
      GateRun begun,
      GatePlan plan,
      Summary baseline,
      Summary candidate,
      Gate.Design design,
      Environment environment,
      Instant endedAt) {
    Gate gate = new Gate(plan, new MeasuredRounds(baseline, candidate), design);
    List<PercentileShift> shifts =
        new PercentileShifts(plan, baseline, candidate, design).list(gate.suspectedSubjects());
    return begun.ended(
        endedAt, environment, gate.findings(), shifts, gate.verdict(), gate.reasons());
  }

  private static Gate.Design design(Party baseline, Party candidate) {
    if (candidate instanceof Party.Stored) {
      return Gate.Design.BOTH_STORED;
    }
    return baseline instanceof Party.Stored ? Gate.Design.AGAINST_STORED : Gate.Design.PAIRED;
  }

  private Party party(
      Plan common, Side side, Lab.Provenance provenance, Path folder, Environment environment)
      throws IOException {
    if (side instanceof Side.Stored stored) {
      return new Party.Stored(stored.run());
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
    RoundRunner runner = new RoundRunner(children, theirs, machine, clock, plan, Bias.NONE);
    return new Party.Measured(folder, begun, environment, runner);
  }
}
