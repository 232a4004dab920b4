package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.Evidence;
import dev.pushmark.bench.lab.RoundBuilder;
import dev.pushmark.bench.lab.Slot;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Folders of runs as if they had been measured on one day after the other, from 2026-01-01 on. */
final class PastFolders {
  private final Path folder;
  String environment = "here";
  Plan plan = RoundBuilder.plan("chat", List.of("sse", "websocket"), 2);

  PastFolders(Path folder) {
    this.folder = folder;
  }

  /** A complete run with rounds of this latency. */
  Path run(int day, long latencyNs) throws IOException {
    return run("run-" + day, day, latencyNs);
  }

  Path run(String name, int day, long latencyNs) throws IOException {
    begin(name, day, latencyNs).finish(record(day, Run.State.COMPLETE));
    return folder.resolve(name);
  }

  /** A run that was killed. */
  void incomplete(int day) throws IOException {
    begin("run-" + day, day, 1_000_000);
  }

  private RunFolder begin(String name, int day, long latencyNs) throws IOException {
    RunFolder begun =
        RunFolder.create(
            folder.resolve(name), record(day, Run.State.INCOMPLETE), environment(environment));
    RoundBuilder builder = new RoundBuilder();
    builder.latencyNs = latencyNs;
    Evidence evidence = builder.evidence();
    for (int block = 1; block <= plan.rounds(); block++) {
      for (String transport : plan.transports()) {
        Slot slot = new Slot(block, 1, 1, transport, at(day));
        begun.add(slot.round(new Outcome.Done(), evidence), evidence.histograms());
      }
    }
    return begun;
  }

  /** A gate with both sides' runs, whose baseline is so slow that nobody could overlook it. */
  void gate(int day, String candidate, long latencyNs) throws IOException {
    String name = "gate-" + day;
    Files.createDirectories(folder.resolve(name));
    run(name + "/baseline", day, 1_000_000_000);
    run(name + "/candidate", day, latencyNs);
    RecordFolder.GATE.write(
        folder.resolve(name),
        GateRun.begun(
                "0.1.0",
                commit(day),
                List.of("pushmark", "gate"),
                new GatePlan(plan, List.of(new GateCell("sse", GateMetric.P50, 0.05)), 10, 30),
                "old.jar",
                candidate,
                true,
                at(day),
                environment(environment))
            .ended(
                at(day),
                environment(environment),
                List.of(),
                List.of(),
                GateRun.Verdict.PASS,
                List.of()));
  }

  private Run record(int day, Run.State state) {
    return new Run(
        RunFolder.SCHEMA_VERSION,
        "0.1.0",
        commit(day),
        List.of("pushmark", "compare"),
        plan,
        List.of(),
        at(day),
        state == Run.State.COMPLETE ? at(day).plusSeconds(60) : null,
        state,
        state == Run.State.COMPLETE ? 0 : null,
        null);
  }

  private static String commit(int day) {
    return String.format(java.util.Locale.ROOT, "%040d", day).replace("00", "ab");
  }

  private static Instant at(int day) {
    return Instant.parse("2026-01-01T03:00:00Z").plus(Duration.ofDays(day));
  }

  private static Environment environment(String id) {
    return new Environment(
        id,
        "a CPU",
        2,
        8_000_000_000L,
        "Linux",
        "bbr",
        "17",
        "",
        "",
        false,
        List.of(),
        List.of(),
        0,
        0);
  }
}
