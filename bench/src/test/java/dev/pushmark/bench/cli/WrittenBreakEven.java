package dev.pushmark.bench.cli;

import dev.pushmark.bench.experiment.BreakEven;
import dev.pushmark.bench.experiment.Experiments;
import dev.pushmark.bench.experiment.Form;
import dev.pushmark.bench.experiment.Step;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the folder of a break-even as if a server had been measured on which a poll takes 60 µs
 * and 150 B, an event polled 25 µs and 200 B, and an event pushed 50 µs and 220 B.
 */
final class WrittenBreakEven {
  private WrittenBreakEven() {}

  /** The quick form. */
  static Path in(Path folder, Instant startedAt, Run.State state)
      throws IOException, BadPlanException {
    RecordFolder.EXPERIMENT.create(folder);
    List<ExperimentRun.Part> parts = new ArrayList<>();
    for (Step step : Experiments.named(BreakEven.NAME).orElseThrow().steps(new Form(true, 1))) {
      write(step, folder.resolve(step.folder()), startedAt);
      parts.add(new ExperimentRun.Part(step.folder(), step.done(), 2, 2, List.of()));
    }
    ExperimentRun run =
        new ExperimentRun(
            ExperimentRun.SCHEMA_VERSION,
            "1",
            "unknown",
            List.of("./pushmark", "experiment", BreakEven.NAME, "--quick"),
            BreakEven.NAME,
            "Which?",
            true,
            startedAt,
            startedAt.plusSeconds(60),
            state,
            WrittenRun.environment(),
            parts,
            List.of(),
            List.of());
    RecordFolder.EXPERIMENT.write(folder, run, HtmlPage.of(run));
    return folder;
  }

  private static void write(Step step, Path folder, Instant at) throws IOException {
    Run begun =
        new Run(
            RunFolder.SCHEMA_VERSION,
            "1",
            "unknown",
            List.of("pushmark", "compare"),
            step.plan(),
            List.of(),
            at,
            null,
            Run.State.INCOMPLETE,
            null,
            null);
    RunFolder run = RunFolder.create(folder, begun, WrittenRun.environment());
    for (String transport : step.plan().transports()) {
      run.add(round(step.plan(), transport, at), Map.of());
    }
    run.finish(begun.ended(at.plusSeconds(60), 0));
  }

  private static Round round(Plan plan, String transport, Instant at) {
    int clients = plan.workload().subscribers();
    double seconds = plan.phases().measurement().toNanos() / 1e9;
    double rate = plan.workload().eventsPerSecond();
    double interval = plan.polling().interval().toNanos() / 1e9;
    boolean polls = transport.equals("short-polling");
    long events = Math.round(clients * rate * seconds);
    long requests = polls ? Math.round(clients * seconds / interval) : 0;
    long full = Math.round(requests * -Math.expm1(-rate * interval));
    long cpuNs =
        Math.round(40e6 * seconds) + 60_000 * requests + (polls ? 25_000L : 50_000L) * events;
    long bytes = 150 * requests + (polls ? 200 : 220) * events;
    long published = events / plan.workload().subscribersPerRoom();
    Injection injection =
        new Injection(
            at,
            plan.phases().measurement().toNanos(),
            clients,
            clients,
            0,
            published / seconds,
            published / seconds,
            new Counts(published, published, events, events, 0, 0, 0, 0, 0, 0, 0, 0),
            new Traffic(0, bytes, requests, requests - full, 0),
            new TimeOutOfDate(1e6, 2_000_000, 0.25),
            null,
            events,
            null,
            List.of());
    Usage usage = new Usage(1, cpuNs, 0, 0, 0, 0, 0, 1, 1, 1);
    return new Round(
        1, 1, 1, transport, at, new Outcome.Done(), injection, usage, usage, null, null);
  }
}
