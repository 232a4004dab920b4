package dev.pushmark.bench.experiment;

import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ExperimentRun;
import java.util.List;
import java.util.Optional;

/** What is measured to put claims to the test, and what follows from it. */
public interface Experiment {
  /** What it is about. */
  Description description();

  /**
   * The runs it consists of, in the order they are measured; of one that chooses its {@link #next}
   * run by what it has seen, a likely course, by which its length is told.
   *
   * @throws BadPlanException if this machine cannot hold one of them
   */
  List<Step> steps(Form form) throws BadPlanException;

  /**
   * The run to be measured now, after those that have ended; empty when enough has been seen. Its
   * folder is named like none before it.
   *
   * @throws BadPlanException if this machine cannot hold it
   */
  default Optional<Step> next(Form form, List<Measured> measured) throws BadPlanException {
    return steps(form).stream().skip(measured.size()).findFirst();
  }

  /**
   * Whether it goes to where the instrument itself gives up: a run without a valid round is then an
   * answer, and no failure.
   */
  default boolean seeksLimits() {
    return false;
  }

  /** What follows once all of them have been measured; a function of the figures alone. */
  Conclusions conclude(List<Measured> measured);

  /**
   * What an experiment is about.
   *
   * @param name as typed
   * @param question what it asks, in a sentence that fits a line of a table
   * @param claims that it decides
   */
  record Description(String name, String question, List<Claim> claims) {
    public Description {
      claims = List.copyOf(claims);
    }
  }

  /**
   * What follows from the figures.
   *
   * @param verdicts one for each claim
   * @param pictures of the figures that matter most
   */
  record Conclusions(List<ClaimVerdict> verdicts, List<ExperimentRun.Picture> pictures) {
    public Conclusions {
      verdicts = List.copyOf(verdicts);
      pictures = List.copyOf(pictures);
    }
  }
}
