package dev.pushmark.bench.live;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.EnvironmentProbe;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.JvmFlags;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RunFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The runs that pages had saved. Thread safe.
 *
 * <p>A run is one of the machine <em>and</em> the browser: what the browser calls itself is among
 * the flags of the injector, so that the environment's id tells it from every other.
 */
public final class SavedRuns {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern NAME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}Z-live(-[0-9]{1,3})?");

  private static final Set<String> FILES =
      Set.of(
          "report.html",
          "summary.md",
          "run.json",
          "environment.json",
          "rounds.csv",
          "rounds.hlog",
          "SHA256SUMS");

  private static final int MAX_AGENT_CHARS = 200;

  private final Path folder;
  private final Machine machine;
  private final Clock clock;
  private final Supplier<Lab.Provenance> provenance;

  /**
   * Runs in folders of one folder, which need not exist yet.
   *
   * @param provenance asked when a run is saved
   */
  public SavedRuns(Path folder, Machine machine, Clock clock, Supplier<Lab.Provenance> provenance) {
    this.folder = folder;
    this.machine = machine;
    this.clock = clock;
    this.provenance = provenance;
  }

  /**
   * Writes a run's folder.
   *
   * @param agent what the browser calls itself
   * @return the folder's name
   */
  synchronized String save(Recording recording, URI server, String agent) throws IOException {
    Instant now = clock.now();
    Instant startedAt = now.minus(Duration.ofMillis(Math.round(recording.measuredMs())));
    RecordedRun recorded = new RecordedRun(recording, server, startedAt);
    Plan plan = recorded.plan();
    Run begun = begun(plan, startedAt);
    String name = freeName(TIME.format(now) + "-" + RecordedRun.WORKLOAD);
    Files.createDirectories(folder);
    RunFolder run = RunFolder.create(folder.resolve(name), begun, environment(recording, agent));
    for (Recording.Lane lane : recording.lanes()) {
      int position = recording.lanes().indexOf(lane) + 1;
      run.add(recorded.round(position, lane), recorded.histograms(lane));
    }
    run.finish(begun.ended(now, 0));
    return name;
  }

  private Run begun(Plan plan, Instant startedAt) {
    Lab.Provenance from = provenance.get();
    return new Run(
        RunFolder.SCHEMA_VERSION,
        from.version(),
        from.commit(),
        from.command(),
        plan,
        List.of(plan.transports()),
        startedAt,
        null,
        Run.State.INCOMPLETE,
        null,
        from.calibrated());
  }

  private String freeName(String name) {
    String free = name;
    for (int copy = 2; Files.exists(folder.resolve(free)); copy++) {
      free = name + "-" + copy;
    }
    return free;
  }

  private Environment environment(Recording recording, String agent) {
    Pinning none =
        new Pinning(machine.allowedCores(), machine.allowedCores(), "a browser is not pinned");
    List<String> browser =
        List.of("browser:", printable(agent), "clock step: " + recording.clockStepUs() + " µs");
    return new EnvironmentProbe(machine).environment(none, new JvmFlags(List.of(), browser));
  }

  private static String printable(String agent) {
    String plain = agent.replaceAll("[^ -~]", "?");
    return plain.length() > MAX_AGENT_CHARS ? plain.substring(0, MAX_AGENT_CHARS) : plain;
  }

  /**
   * A file of a saved run, if there is one of that name. Names are matched whole, so that none
   * leads anywhere else.
   */
  Optional<byte[]> file(String run, String file) throws IOException {
    if (!NAME.matcher(run).matches() || !FILES.contains(file)) {
      return Optional.empty();
    }
    Path path = folder.resolve(run).resolve(file);
    return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
  }
}
