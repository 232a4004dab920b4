package dev.pushmark.bench.lab;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.SweepRun;
import dev.pushmark.results.model.SweepRun.Axis;
import dev.pushmark.results.model.SweepRun.Figures;
import dev.pushmark.results.model.SweepRun.Leg;
import dev.pushmark.results.model.SweepRun.Reading;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.report.SweepText;
import dev.pushmark.results.store.JoinedRounds;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the same comparison over several networks, side by side: a run of each, and a record and a
 * page of all above them.
 */
public final class SweepLab {
  /** The worst first. */
  private static final List<Integer> EXIT_CODES =
      List.of(Conclusion.FAILED, Conclusion.INVALID, Conclusion.INCONCLUSIVE, Conclusion.DONE);

  private final Children children;
  private final ChildCommands commands;
  private final Machine machine;
  private final Clock clock;
  private final LabListener listener;

  /** The children stay the caller's to close. */
  public SweepLab(
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
   * A sweep that came to its end.
   *
   * @param exitCode that of the run that ended worst
   */
  public record Finished(SweepRun run, int exitCode) {}

  /**
   * Measures.
   *
   * @param along what the plans' networks differ in; all else is the same
   * @param plans in the order of the legs
   * @param folder does not exist yet
   * @throws Children.ClosedException if the program is ending; the folder is then left incomplete
   */
  public Finished run(Axis along, List<Plan> plans, Lab.Provenance provenance, Path folder)
      throws IOException, InterruptedException {
    RecordFolder.SWEEP.create(folder);
    Writing written = new Writing(along, plans.get(0).transports(), provenance, clock.now());
    SweepRun begun = written.of(List.of(), null);
    RecordFolder.SWEEP.write(folder, begun, HtmlPage.of(begun));
    List<Lab.Task> tasks = new ArrayList<>();
    for (Plan plan : plans) {
      String value = SweepText.value(along, along.of(plan.network()));
      tasks.add(new Lab.Task(plan, folder.resolve(folderOf(along, value)), value));
    }
    List<Leg> legs = new ArrayList<>();
    List<Integer> codes = new ArrayList<>();
    new Lab(children, commands, machine, clock, listener)
        .run(
            tasks,
            provenance,
            finished -> {
              legs.add(leg(along, finished.stored()));
              codes.add(finished.conclusion().exitCode());
            });
    SweepRun run = written.of(legs, clock.now());
    JoinedRounds.write(folder, run);
    RecordFolder.SWEEP.write(folder, run, HtmlPage.of(run), JoinedRounds.FILE);
    return new Finished(run, EXIT_CODES.stream().filter(codes::contains).findFirst().orElseThrow());
  }

  /** A name that a page may link to as it stands: {@code rtt-20ms}, {@code loss-1-percent}. */
  private static String folderOf(Axis along, String value) {
    String plain =
        value.replace("%", "percent").replace("/", "-per-").replaceAll("[^A-Za-z0-9.]+", "-");
    return along.option() + "-" + plain;
  }

  private static Leg leg(Axis along, StoredRun stored) {
    Plan plan = stored.run().plan();
    return new Leg(
        along.of(plan.network()),
        stored.folder().getFileName().toString(),
        plan.transports().stream()
            .map(name -> figures(TransportFigures.of(name, stored.rounds(), stored.histograms())))
            .toList());
  }

  private static Figures figures(TransportFigures figures) {
    return new Figures(
        figures.transport(),
        figures.rounds().size(),
        figures.validRounds().size(),
        figures.counts(),
        reading(figures, Percentile.P50),
        reading(figures, Percentile.P99));
  }

  private static @Nullable Reading reading(TransportFigures figures, Percentile percentile) {
    Optional<Estimate> estimate = figures.latencyEstimateNs(percentile);
    return figures
        .percentileNs(Metric.DELIVERY_LATENCY, percentile)
        .map(
            ns ->
                new Reading(
                    ns,
                    estimate.map(Estimate::low).orElse(null),
                    estimate.map(Estimate::high).orElse(null)))
        .orElse(null);
  }

  /** What stays the same from one writing to the next. */
  private final class Writing {
    private final Axis along;
    private final List<String> transports;
    private final Lab.Provenance provenance;
    private final Instant startedAt;
    private final EnvironmentProbe probe = new EnvironmentProbe(machine);

    Writing(Axis along, List<String> transports, Lab.Provenance provenance, Instant startedAt) {
      this.along = along;
      this.transports = transports;
      this.provenance = provenance;
      this.startedAt = startedAt;
    }

    SweepRun of(List<Leg> legs, @Nullable Instant endedAt) {
      return new SweepRun(
          SweepRun.SCHEMA_VERSION,
          provenance.version(),
          provenance.commit(),
          provenance.command(),
          along,
          transports,
          startedAt,
          endedAt,
          endedAt == null ? Run.State.INCOMPLETE : Run.State.COMPLETE,
          probe.environment(commands.pinning(), commands.flags()),
          legs);
    }
  }
}
