package dev.pushmark.bench.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the highest rate at which a budget is kept: in large steps until there is one at which
 * it is and one at which it is not, then between the two at their geometric mean.
 *
 * @param start the first rate
 * @param factor of the large steps
 * @param least the lowest rate to be tried
 * @param most the highest rate to be tried
 * @param precision ends when the higher rate is so many times the lower one
 * @param trials ends after so many
 */
record RateSearch(
    double start, double factor, double least, double most, double precision, int trials) {
  /** Three digits are enough to repeat it by hand. */
  private static final MathContext DIGITS = new MathContext(3);

  /** What was found at a rate. */
  enum Finding {
    /** The budget was kept. */
    WITHIN(true),
    /** It seems to have been kept, but too few events tell. */
    PERHAPS_WITHIN(true),
    /** It seems not to have been kept, but too few events tell. */
    PERHAPS_BEYOND(false),
    /** The budget was not kept. */
    BEYOND(false),
    /** The instrument gave up before: this tells nothing of the server. */
    INVALID(false);

    private final boolean goesOn;

    Finding(boolean goesOn) {
      this.goesOn = goesOn;
    }
  }

  /** A rate that was tried. */
  record Trial(double rate, Finding finding) {}

  /** The rate to be tried next; empty when enough is known. */
  OptionalDouble next(List<Trial> tried) {
    if (tried.isEmpty()) {
      return OptionalDouble.of(start);
    }
    if (tried.size() >= trials) {
      return OptionalDouble.empty();
    }
    double ceiling =
        tried.stream()
            .filter(trial -> !trial.finding.goesOn)
            .mapToDouble(Trial::rate)
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    double floor =
        tried.stream()
            .filter(trial -> trial.finding.goesOn && trial.rate < ceiling)
            .mapToDouble(Trial::rate)
            .max()
            .orElse(0);
    if (floor == 0) {
      return ceiling <= least ? OptionalDouble.empty() : rounded(Math.max(ceiling / factor, least));
    }
    if (ceiling == Double.POSITIVE_INFINITY) {
      return floor >= most ? OptionalDouble.empty() : rounded(Math.min(floor * factor, most));
    }
    return ceiling <= floor * precision
        ? OptionalDouble.empty()
        : rounded(Math.sqrt(floor * ceiling));
  }

  private static OptionalDouble rounded(double rate) {
    return OptionalDouble.of(new BigDecimal(rate).round(DIGITS).doubleValue());
  }

  /**
   * Between which rates the budget is left.
   *
   * @param within the highest rate at which it was kept, below all at which it was not; null if
   *     there is none
   * @param beyond the lowest rate at which it was not, above all at which it was; null if there is
   *     none
   * @param instrumentFirst whether the instrument gave up at a rate at which the budget was not yet
   *     known to be left
   */
  record Bracket(@Nullable Double within, @Nullable Double beyond, boolean instrumentFirst) {
    /** From what was tried; where findings contradict each other, it holds all of them. */
    static Bracket of(List<Trial> tried) {
      double lowestBeyond = extreme(tried, Finding.BEYOND, true, 0);
      double highestWithin = extreme(tried, Finding.WITHIN, false, Double.POSITIVE_INFINITY);
      double within = extreme(tried, Finding.WITHIN, false, lowestBeyond);
      double beyond = extreme(tried, Finding.BEYOND, true, highestWithin);
      double gaveUp = extreme(tried, Finding.INVALID, true, Math.max(within, 0));
      return new Bracket(
          within == Double.NEGATIVE_INFINITY ? null : within,
          beyond == Double.POSITIVE_INFINITY ? null : beyond,
          gaveUp < beyond);
    }

    /** The lowest rate above a limit of those with a finding, or the highest below it. */
    private static double extreme(
        List<Trial> tried, Finding finding, boolean lowest, double limit) {
      double extreme = lowest ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      for (Trial trial : tried) {
        boolean allowed = lowest ? trial.rate > limit : trial.rate < limit;
        if (trial.finding == finding && allowed) {
          extreme = lowest ? Math.min(extreme, trial.rate) : Math.max(extreme, trial.rate);
        }
      }
      return extreme;
    }
  }
}
