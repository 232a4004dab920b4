package dev.pushmark.bench.gate;

import dev.pushmark.bench.gate.MicroGate.MicroListener;
import dev.pushmark.results.gate.Fork;
import dev.pushmark.results.gate.MeasuredForks;
import dev.pushmark.results.model.Benchmark;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.MicroPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** The pairs of forks of one gate. */
final class MicroStages {
  private final Jmh jmh;
  private final MicroListener listener;
  private final MicroPlan plan;
  private final MicroParty baseline;
  private final MicroParty candidate;
  private final Path folder;
  private final PrintStream log;
  private final Random random;
  private final List<String> failures = new ArrayList<>();

  MicroStages(
      Jmh jmh,
      MicroListener listener,
      MicroPlan plan,
      MicroParty baseline,
      MicroParty candidate,
      Path folder,
      PrintStream log) {
    this.jmh = jmh;
    this.listener = listener;
    this.plan = plan;
    this.baseline = baseline;
    this.candidate = candidate;
    this.folder = folder;
    this.log = log;
    this.random = new Random(plan.seed());
  }

  /** What failed, in words. */
  List<String> failures() {
    return failures;
  }

  /** Measures these benchmarks, in pairs from one number to another, both included. */
  void measure(Set<String> subjects, int from, int to) throws IOException {
    List<MicroParty> measured = new ArrayList<>(List.of(baseline, candidate));
    measured.removeIf(MicroParty::isStored);
    listener.stageBegins(subjects.size(), (to - from + 1) * measured.size());
    List<Benchmark> asked =
        plan.benchmarks().stream().filter(each -> subjects.contains(each.subject())).toList();
    for (int pair = from; pair <= to && !asked.isEmpty(); pair++) {
      Collections.shuffle(measured, random);
      for (MicroParty party : measured) {
        if (party.side() instanceof MicroSide.Started started) {
          party.forks().add(fork(party, started, pair, asked));
        }
      }
      Set<String> spoilt = spoilt();
      asked = asked.stream().filter(each -> !spoilt.contains(each.subject())).toList();
    }
  }

  private Set<String> spoilt() {
    MeasuredForks soFar = MicroGate.measured(baseline, candidate);
    return plan.cells().stream()
        .filter(soFar::isSpoilt)
        .map(GateCell::subject)
        .collect(Collectors.toSet());
  }

  private Fork fork(MicroParty party, MicroSide.Started side, int pair, List<Benchmark> asked)
      throws IOException {
    Path results =
        Files.createDirectories(folder.resolve(party.name()))
            .resolve("fork-%02d.json".formatted(pair));
    log.printf("%n# Pushmark: fork %d of the %s%n", pair, party.name());
    try {
      Fork fork = jmh.fork(side, pair, asked, results, log);
      listener.forkEnds(party == baseline, pair, "");
      return fork;
    } catch (Jmh.FailedException e) {
      failures.add(
          "fork %d of the %s %s; %s has what JMH printed"
              .formatted(pair, party.name(), e.getMessage(), MicroGate.LOG));
      listener.forkEnds(party == baseline, pair, String.valueOf(e.getMessage()));
      Set<String> subjects = asked.stream().map(Benchmark::subject).collect(Collectors.toSet());
      return new Fork(pair, subjects, Map.of());
    }
  }
}
