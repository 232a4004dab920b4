package dev.pushmark.results.gate;

import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateRun.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How the gate decides, of logarithms of ratios. A screen over every cell looks for what may have
 * got worse, each at 10 %; what it suspects is measured anew, and only what was measured anew
 * counts: at 1 % over all suspected cells together (Holm 1979), and by more than the cell's minimum
 * effect. So less than one gate in a hundred calls something a regression that is none.
 */
public final class Rules {
  /** How often a screen may suspect a cell for nothing. */
  public static final double SCREEN_LEVEL = 0.10;

  /** How often a gate may call something a regression for nothing. */
  public static final double REGRESSION_LEVEL = 0.01;

  /** How often a cell may pass that grew by its minimum effect. */
  public static final double PASS_LEVEL = 0.05;

  /** How often an effect is found that counts as detectable. */
  public static final double POWER = 0.85;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Rules() {}

  /** The cells to be measured anew: they seem worse, and by half their minimum effect at least. */
  public static Set<GateCell> suspected(Map<GateCell, Shift> screened) {
    return screened.entrySet().stream()
        .filter(entry -> isSuspected(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean isSuspected(GateCell cell, Shift screened) {
    return screened.estimate() > minimum(cell) / 2 && screened.chanceOfMore(0) <= SCREEN_LEVEL;
  }

  /**
   * The verdict on each cell. One that was measured anew is a regression if it is worse for certain
   * and by enough. Any other passes if a growth by its minimum effect is ruled out, or if what is
   * known of it is narrower than that.
   *
   * @param screened every cell
   * @param confirmed those that were measured anew
   */
  public static Map<GateCell, Verdict> verdicts(
      Map<GateCell, Shift> screened, Map<GateCell, Shift> confirmed) {
    Set<GateCell> worse = worse(confirmed);
    Map<GateCell, Verdict> verdicts = new LinkedHashMap<>();
    screened.forEach(
        (cell, screen) -> {
          Shift shift = confirmed.getOrDefault(cell, screen);
          boolean enough = shift.estimate() > minimum(cell);
          verdicts.put(
              cell, worse.contains(cell) && enough ? Verdict.REGRESSION : otherwise(cell, shift));
        });
    return verdicts;
  }

  /** Those that are certainly worse, by enough or not, over all of them together. */
  private static Set<GateCell> worse(Map<GateCell, Shift> confirmed) {
    Map<GateCell, Double> chances = new HashMap<>();
    confirmed.forEach((cell, shift) -> chances.put(cell, shift.chanceOfMore(0)));
    List<Map.Entry<GateCell, Double>> order = new ArrayList<>(chances.entrySet());
    order.sort(Map.Entry.comparingByValue());
    Set<GateCell> worse = new HashSet<>();
    for (int i = 0; i < order.size(); i++) {
      if (order.get(i).getValue() > REGRESSION_LEVEL / (order.size() - i)) {
        break;
      }
      worse.add(order.get(i).getKey());
    }
    return worse;
  }

  private static Verdict otherwise(GateCell cell, Shift shift) {
    double high = shift.upperBound(PASS_LEVEL);
    double low = shift.lowerBound(PASS_LEVEL);
    return high < minimum(cell) || high - low <= minimum(cell)
        ? Verdict.PASS
        : Verdict.INCONCLUSIVE;
  }

  /**
   * The smallest effect, as a logarithm, that is found {@link #POWER} of all times where pairs
   * scatter like these; infinite where that is not told.
   *
   * @param confirmed whether these are those measured anew, where the bar is higher
   */
  public static double detectable(Shift shift, boolean confirmed) {
    double reach = NORMAL.inverseSurvivalProbability(PASS_LEVEL) * 2;
    double error = (shift.upperBound(PASS_LEVEL) - shift.lowerBound(PASS_LEVEL)) / reach;
    double level = confirmed ? REGRESSION_LEVEL : SCREEN_LEVEL;
    return error
        * (NORMAL.inverseSurvivalProbability(level) + NORMAL.inverseCumulativeProbability(POWER));
  }

  /** The minimum effect as a logarithm. */
  static double minimum(GateCell cell) {
    return Math.log1p(cell.minimumEffect());
  }
}
