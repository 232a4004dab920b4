package dev.pushmark.bench.experiment;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.experiment.Experiment.Conclusions;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.EnvironmentProbe;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.LabListener;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.ExperimentRun.Part;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.store.RecordFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds experiments: measures the runs of one after the other, and concludes when all are done. */
public final class ExperimentLab {
  private final Children children;
  private final ChildCommands commands;
  private final Machine machine;
  private final Clock clock;
  private final Progress progress;

  /** The children stay the caller's to close. */
  public ExperimentLab(
      Children children, ChildCommands commands, Machine machine, Clock clock, Progress progress) {
    this.children = children;
    this.commands = commands;
    this.machine = machine;
    this.clock = clock;
    this.progress = progress;
  }

  /** Is told how experiments go on. */
  public interface Progress {
    /**
     * A run begins; returns who is told of its rounds.
     *
     * @param number of the run, from 1
     * @param runs of the experiment, as far as it can be said
     */
    LabListener begins(String experiment, int number, int runs, Step step);
  }

  /** About how long a form of an experiment takes. */
  public static Duration length(Experiment experiment, Form form) throws BadPlanException {
    return experiment.steps(form).stream().map(Step::length).reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * Holds an experiment. Record and page are written as it begins and again after each of its runs,
   * so that whatever ends it leaves what there is.
   *
   * @param folder the experiment's; does not exist yet
   * @throws BadPlanException if this machine cannot hold it; nothing is written then
   * @throws Children.ClosedException if the program is ending; the folder is then left incomplete
   */
  public ExperimentRun hold(
      Experiment experiment, Form form, Lab.Provenance provenance, Path folder)
      throws BadPlanException, IOException, InterruptedException {
    int planned = experiment.steps(form).size();
    RecordFolder.EXPERIMENT.create(folder);
    Writing written = new Writing(experiment.description(), form, provenance, clock.now());
    List<Measured> measured = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    write(folder, written.of(parts, null));
    Optional<Step> next = experiment.next(form, measured);
    while (next.isPresent()) {
      Step step = next.get();
      int number = measured.size() + 1;
      LabListener listener =
          progress.begins(experiment.description().name(), number, Math.max(number, planned), step);
      Path below = folder.resolve(step.folder());
      Machine watched = step.readsHeaps() ? Machine.readingHeaps() : machine;
      new Lab(children, commands, watched, clock, listener).run(step.plan(), provenance, below);
      Measured ended = Measured.read(step, below);
      measured.add(ended);
      parts.add(part(ended, experiment.seeksLimits()));
      write(folder, written.of(parts, null));
      next = experiment.next(form, List.copyOf(measured));
    }
    ExperimentRun run = written.of(parts, experiment.conclude(measured));
    write(folder, run);
    return run;
  }

  private static void write(Path folder, ExperimentRun run) throws IOException {
    RecordFolder.EXPERIMENT.write(folder, run, HtmlPage.of(run));
  }

  private static Part part(Measured measured, boolean mayBeInvalid) {
    int rounds = 0;
    int valid = 0;
    List<String> unmeasured = new ArrayList<>();
    for (TransportFigures figures : measured.figures().values()) {
      rounds += figures.rounds().size();
      valid += figures.validRounds().size();
      if (figures.validRounds().isEmpty() && !mayBeInvalid) {
        unmeasured.add(figures.transport());
      }
    }
    Step step = measured.step();
    return new Part(step.folder(), step.inWords(), rounds, valid, unmeasured);
  }

  /** What stays the same from one writing to the next. */
  private final class Writing {
    private final Experiment.Description description;
    private final Form form;
    private final Lab.Provenance provenance;
    private final Instant startedAt;
    private final EnvironmentProbe probe = new EnvironmentProbe(machine);

    Writing(
        Experiment.Description description,
        Form form,
        Lab.Provenance provenance,
        Instant startedAt) {
      this.description = description;
      this.form = form;
      this.provenance = provenance;
      this.startedAt = startedAt;
    }

    /** The record with what there is by now; it is complete once there are conclusions. */
    ExperimentRun of(List<Part> parts, @Nullable Conclusions conclusions) {
      return new ExperimentRun(
          ExperimentRun.SCHEMA_VERSION,
          provenance.version(),
          provenance.commit(),
          provenance.command(),
          description.name(),
          description.question(),
          form.quick(),
          startedAt,
          conclusions == null ? null : clock.now(),
          conclusions == null ? Run.State.INCOMPLETE : Run.State.COMPLETE,
          probe.environment(commands.pinning(), commands.flags()),
          parts,
          conclusions == null ? List.of() : conclusions.verdicts(),
          conclusions == null ? List.of() : conclusions.pictures());
    }
  }
}
