package dev.pushmark.bench.experiment;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.EnvironmentProbe;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.LabListener;
import dev.pushmark.bench.lab.ServerProcess;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.observation.ServerSample;
import dev.pushmark.bench.lab.observation.ServerSampler;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Link;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.ExperimentRun.Part;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.store.RecordFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Holds a soak: one server, rounds of all transports on it, and a look at it now and then. */
public final class SoakLab {
  /** The run of the rounds, below the soak's folder. */
  private static final String ROUNDS = "rounds";

  /** What the server itself writes, below the soak's folder. */
  private static final String SERVER = "server";

  private static final Duration SERVER_START = Duration.ofSeconds(30);

  private final Children children;
  private final ChildCommands commands;
  private final Machine machine;
  private final Clock clock;
  private final LabListener listener;

  /** The children stay the caller's to close. */
  public SoakLab(
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
   * Holds it. Samples are written as they are taken, rounds as they end.
   *
   * @param folder does not exist yet
   * @throws BadPlanException if this machine cannot hold it; nothing is written then
   * @throws Children.ClosedException if the program is ending; the folder is then left incomplete
   */
  public ExperimentRun hold(Soak soak, Lab.Provenance provenance, Path folder)
      throws BadPlanException, IOException, InterruptedException {
    Plan plan = soak.plan();
    RecordFolder.EXPERIMENT.create(folder);
    Writing written = new Writing(soak, provenance, clock.now());
    write(folder, written.of(List.of(), List.of()));
    Path own = Files.createDirectories(folder.resolve(SERVER)).toAbsolutePath();
    List<String> command =
        commands.server(
            plan,
            plan.transports().get(0),
            Link.open(Server.Link.LOOPBACK),
            own.resolve("stalls.hlog"),
            own.resolve("pauses.log"));
    try (ServerProcess server = ServerProcess.start(children, command, own, SERVER_START)) {
      ServerSampler sampler = new ServerSampler(clock, server.pid(), server.cleartextUrl());
      try (SoakSamples samples = new SoakSamples(sampler, folder, listener)) {
        samples.take("");
        Lab.Finished finished =
            new Lab(children, commands, machine, clock, samples)
                .run(
                    plan.with(Server.at(server.cleartextUrl())),
                    provenance,
                    folder.resolve(ROUNDS));
        List<Round> rounds = finished.stored().rounds();
        ExperimentRun run = written.of(rounds, verdicts(soak, plan, samples.taken(), rounds));
        write(folder, run);
        return run;
      }
    }
  }

  /** The first sample is of a server that has not warmed up, and does not count. */
  private static List<ClaimVerdict> verdicts(
      Soak soak, Plan plan, List<ServerSample> samples, List<Round> rounds) {
    return List.of(
        SoakRules.flat(SoakRules.growths(samples.subList(1, samples.size()), soak.subscribers())),
        SoakRules.accounted(rounds, plan.rounds() * plan.transports().size()));
  }

  private static void write(Path folder, ExperimentRun run) throws IOException {
    RecordFolder.EXPERIMENT.write(folder, run, HtmlPage.of(run));
  }

  /** What stays the same from one writing to the next. */
  private final class Writing {
    private final Soak soak;
    private final Lab.Provenance provenance;
    private final Instant startedAt;
    private final EnvironmentProbe probe = new EnvironmentProbe(machine);

    Writing(Soak soak, Lab.Provenance provenance, Instant startedAt) {
      this.soak = soak;
      this.provenance = provenance;
      this.startedAt = startedAt;
    }

    /** The record; it is complete once there are verdicts. */
    ExperimentRun of(List<Round> rounds, List<ClaimVerdict> verdicts) {
      boolean complete = !verdicts.isEmpty();
      return new ExperimentRun(
          ExperimentRun.SCHEMA_VERSION,
          provenance.version(),
          provenance.commit(),
          provenance.command(),
          "soak",
          "Does anything grow, or go unaccounted, in %s of faults at %d subscribers?"
              .formatted(DurationText.format(soak.length()), soak.subscribers()),
          false,
          startedAt,
          complete ? clock.now() : null,
          complete ? Run.State.COMPLETE : Run.State.INCOMPLETE,
          probe.environment(commands.pinning(), commands.flags()),
          complete ? List.of(part(rounds)) : List.of(),
          verdicts,
          List.of());
    }

    private Part part(List<Round> rounds) {
      int valid = (int) rounds.stream().filter(round -> round.injection() != null).count();
      return new Part(
          ROUNDS,
          "Rounds of each transport on one server; samples of it are in samples.json.",
          rounds.size(),
          valid,
          soak.transports().stream()
              .filter(
                  name ->
                      rounds.stream()
                          .noneMatch(r -> r.transport().equals(name) && r.injection() != null))
              .toList());
    }
  }
}
