package dev.pushmark.bench.gate;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.EnvironmentProbe;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Cores;
import dev.pushmark.bench.lab.process.JvmFlags;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.results.gate.Gate;
import dev.pushmark.results.gate.MeasuredForks;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.MicroPlan;
import dev.pushmark.results.store.RecordFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measures a candidate's benchmarks beside a baseline's, in pairs of forks next to each other in
 * random order; what the screen suspects, again. A benchmark that has a figure missing is given up,
 * since nothing can be said of it any more. What JMH wrote of each fork is kept beside {@code
 * gate.json}.
 */
public final class MicroGate {
  /** Where JMH's own output goes, in the gate's folder. */
  public static final String LOG = "jmh.log";

  private final Jmh jmh;
  private final Machine machine;
  private final Clock clock;
  private final MicroListener listener;

  public MicroGate(Jmh jmh, Machine machine, Clock clock, MicroListener listener) {
    this.jmh = jmh;
    this.machine = machine;
    this.clock = clock;
    this.listener = listener;
  }

  /** Is told how a gate goes on. */
  public interface MicroListener {
    /** So many forks of so many benchmarks follow. */
    void stageBegins(int benchmarks, int forks);

    /** A fork has ended; {@code failure} says how if it measured nothing, and is empty else. */
    void forkEnds(boolean baseline, int pair, String failure);
  }

  /** Nothing is pinned, and JMH's forks get no flags but their own. */
  public static Environment environment(EnvironmentProbe probe, Machine machine) {
    Cores all = machine.allowedCores();
    return probe.environment(
        new Pinning(all, all, "a benchmark has the machine to itself"),
        new JvmFlags(List.of(), List.of()));
  }

  /**
   * Holds a gate.
   *
   * @param folder the gate's folder; does not exist yet
   * @throws dev.pushmark.bench.lab.process.Children.ClosedException if the program is ending; the
   *     folder is then left incomplete
   */
  public GateRun run(
      MicroPlan plan,
      MicroSide baselineSide,
      MicroSide candidateSide,
      Lab.Provenance provenance,
      Path folder)
      throws IOException {
    RecordFolder.GATE.create(folder);
    EnvironmentProbe probe = new EnvironmentProbe(machine);
    MicroParty baseline = MicroParty.of("baseline", baselineSide);
    MicroParty candidate = MicroParty.of("candidate", candidateSide);
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
            environment(probe, machine));
    RecordFolder.GATE.write(folder, begun);
    List<String> failures = List.of();
    if (design != Gate.Design.BOTH_STORED) {
      failures = measure(plan, baseline, candidate, design, folder);
    }
    Gate gate = new Gate(plan, measured(baseline, candidate), design);
    List<String> reasons = new ArrayList<>(failures);
    reasons.addAll(gate.reasons());
    GateRun ended =
        begun.ended(
            clock.now(),
            environment(probe, machine),
            gate.findings(),
            List.of(),
            gate.verdict(),
            reasons);
    GateFolder.write(folder, ended);
    return ended;
  }

  private static Gate.Design design(MicroParty baseline, MicroParty candidate) {
    if (candidate.isStored()) {
      return Gate.Design.BOTH_STORED;
    }
    return baseline.isStored() ? Gate.Design.AGAINST_STORED : Gate.Design.PAIRED;
  }

  static MeasuredForks measured(MicroParty baseline, MicroParty candidate) {
    return new MeasuredForks(baseline.forks(), candidate.forks());
  }

  /** Returns what failed, in words. */
  private List<String> measure(
      MicroPlan plan, MicroParty baseline, MicroParty candidate, Gate.Design design, Path folder)
      throws IOException {
    try (PrintStream log =
        new PrintStream(Files.newOutputStream(folder.resolve(LOG)), true, StandardCharsets.UTF_8)) {
      MicroStages stages = new MicroStages(jmh, listener, plan, baseline, candidate, folder, log);
      Set<String> all = plan.cells().stream().map(GateCell::subject).collect(Collectors.toSet());
      stages.measure(all, 1, plan.screenPairs());
      Set<String> suspected =
          new Gate(plan, measured(baseline, candidate), design).suspectedSubjects();
      if (!suspected.isEmpty()) {
        int from = plan.screenPairs() + 1;
        stages.measure(suspected, from, from + plan.confirmPairs() - 1);
      }
      return stages.failures();
    }
  }
}
