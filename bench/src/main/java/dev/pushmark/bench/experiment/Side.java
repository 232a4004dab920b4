package dev.pushmark.bench.experiment;

import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.Collection;

/** On which side of a line a figure lies, as far as its rounds can tell. */
enum Side {
  /** The whole interval is below the line, or ends on it. */
  BELOW,
  /** The whole interval is above the line. */
  ABOVE,
  /** The interval holds the line, or there is none. */
  UNTOLD;

  static Side of(ClaimFigure figure, double line) {
    Double low = figure.low();
    Double high = figure.high();
    if (low == null || high == null) {
      return UNTOLD;
    }
    return high <= line ? BELOW : low > line ? ABOVE : UNTOLD;
  }

  /** The other side; what is untold stays so. */
  Side opposite() {
    return this == BELOW ? ABOVE : this == ABOVE ? BELOW : UNTOLD;
  }

  /**
   * What follows for a claim that says that all of them are below: it depends where some are and
   * others are not, whatever the rest; it cannot be told where all that is told lies on one side
   * and something is not.
   */
  static Answer allBelow(Collection<Side> sides) {
    boolean below = sides.contains(BELOW);
    boolean above = sides.contains(ABOVE);
    if (below && above) {
      return Answer.DEPENDS;
    }
    if (sides.isEmpty() || sides.contains(UNTOLD)) {
      return Answer.CANNOT_BE_TOLD;
    }
    return below ? Answer.HOLDS : Answer.DOES_NOT_HOLD;
  }

  /** The same for a claim that says that all of them are above. */
  static Answer allAbove(Collection<Side> sides) {
    return allBelow(sides.stream().map(Side::opposite).toList());
  }
}
