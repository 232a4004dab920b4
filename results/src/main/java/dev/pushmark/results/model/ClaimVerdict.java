package dev.pushmark.results.model;

import java.util.List;

/**
 * What an experiment found of a claim, never without its figures.
 *
 * @param claim its id, such as {@code C1}
 * @param taught the claim as it is taught
 * @param answer what was found
 * @param statement the finding in words, with the figures that decided it
 * @param rule what decides, and where the thresholds come from
 * @param figures all that was weighed, at least one
 * @param silences what the verdict does not say
 */
public record ClaimVerdict(
    String claim,
    String taught,
    Answer answer,
    String statement,
    String rule,
    List<ClaimFigure> figures,
    List<String> silences) {
  /** What can be found of a claim. */
  public enum Answer {
    HOLDS,
    DOES_NOT_HOLD,
    /** In some of what was measured it holds, in the rest it does not. */
    DEPENDS,
    /** Too few events or rounds, or invalid ones. */
    CANNOT_BE_TOLD
  }

  public ClaimVerdict {
    figures = List.copyOf(figures);
    silences = List.copyOf(silences);
    Check.that(!figures.isEmpty(), "figures", "at least one", figures);
  }
}
