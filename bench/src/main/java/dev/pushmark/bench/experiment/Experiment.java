package dev.pushmark.bench.experiment;

import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ExperimentRun;
import java.util.List;

/** What is measured to put claims to the test, and what follows from it. */
public interface Experiment {
  /** What it is about. */
  Description description();

  /**
   * The runs it consists of, in the order they are measured.
   *
   * @throws BadPlanException if this machine cannot hold one of them
   */
  List<Step> steps(Form form) throws BadPlanException;

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
