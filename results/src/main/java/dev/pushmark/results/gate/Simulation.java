package dev.pushmark.results.gate;

import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GateRun.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Gates on a machine that is made up, to see how often their verdicts are right: the truth is known
 * there. Each round of either side has noise of its own; all of them feel the host, whose load
 * wanders from round to round and drifts over the gate; some rounds are hit by a spike.
 */
public final class Simulation {
  private static final List<String> TRANSPORTS = List.of("sse", "websocket");
  private static final int SCREEN_PAIRS = 10;
  private static final int CONFIRM_PAIRS = 30;

  /** Bytes per delivery are mostly the same to the last one. */
  private static final double SAME_BYTES = 0.7;

  /**
   * A machine; all sizes are of logarithms, so 0.05 is 5 %.
   *
   * @param name what it is called
   * @param noise of p50 from round to round; that of p99 is three times this, of CPU half of it
   * @param host how far its load wanders, by its effect on p50
   * @param autocorrelation of that load from one round to the next, 0 to below 1
   * @param drift by which the load grows over a screen
   * @param spikes share of rounds that are hit by a spike, 0 to 1
   * @param spike mean effect of one on p50
   */
  public record Host(
      String name,
      double noise,
      double host,
      double autocorrelation,
      double drift,
      double spikes,
      double spike) {}

  /** Machines of several kinds. */
  public static final List<Host> HOSTS =
      List.of(
          new Host("quiet", 0.05, 0.02, 0.5, 0, 0, 0),
          new Host("drifting", 0.05, 0.02, 0.5, 0.5, 0, 0),
          new Host("autocorrelated", 0.05, 0.15, 0.95, 0, 0, 0),
          new Host("spikes", 0.05, 0.02, 0.5, 0, 0.1, 1),
          new Host("heavy noise", 0.3, 0.3, 0.8, 0.2, 0.2, 1));

  /**
   * What the candidate of a gate really does.
   *
   * @param metric what got worse, over WebSocket; null if nothing did
   * @param by as a share
   */
  public record Truth(@Nullable GateMetric metric, double by) {
    @Override
    public String toString() {
      return metric == null
          ? "nothing changed"
          : String.format(
              Locale.ROOT, "%s +%.0f %%", metric.name().toLowerCase(Locale.ROOT), by * 100);
    }
  }

  /** The changes that the table shows. */
  public static final List<Truth> TRUTHS =
      List.of(
          new Truth(null, 0),
          new Truth(GateMetric.P50, 0.10),
          new Truth(GateMetric.P99, 0.30),
          new Truth(GateMetric.CPU, 0.15),
          new Truth(GateMetric.BYTES, 0.06));

  /**
   * How gates ended.
   *
   * @param gates how many there were
   * @param wrong that called a regression what did not change
   * @param found that called the change a regression
   * @param missed that passed the cell that changed
   * @param passed that passed every cell
   * @param confirmed that measured something anew
   */
  public record Row(
      Host host,
      Truth truth,
      int gates,
      int wrong,
      int found,
      int missed,
      int passed,
      int confirmed) {}

  private Simulation() {}

  /** Holds so many gates; the same seed gives the same. */
  public static Row of(Host host, Truth truth, int gates, long seed) {
    int wrong = 0;
    int found = 0;
    int missed = 0;
    int passed = 0;
    int confirmed = 0;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < gates; i++) {
      Machine machine = new Machine(host, truth, random.split());
      Map<GateCell, Shift> screen = shifts(machine.pairs(SCREEN_PAIRS));
      Set<GateCell> suspected = Rules.suspected(screen);
      Map<GateCell, Shift> anew =
          suspected.isEmpty() ? Map.of() : shifts(machine.pairs(CONFIRM_PAIRS));
      Map<GateCell, Shift> confirm = new LinkedHashMap<>(anew);
      confirm.keySet().retainAll(suspected);
      Map<GateCell, Verdict> verdicts = Rules.verdicts(screen, confirm);
      confirmed += suspected.isEmpty() ? 0 : 1;
      passed += verdicts.values().stream().allMatch(Verdict.PASS::equals) ? 1 : 0;
      boolean anyWrong = false;
      for (Map.Entry<GateCell, Verdict> each : verdicts.entrySet()) {
        boolean changed = machine.effect(each.getKey()) > 0;
        anyWrong |= !changed && each.getValue() == Verdict.REGRESSION;
        found += changed && each.getValue() == Verdict.REGRESSION ? 1 : 0;
        missed += changed && each.getValue() == Verdict.PASS ? 1 : 0;
      }
      wrong += anyWrong ? 1 : 0;
    }
    return new Row(host, truth, gates, wrong, found, missed, passed, confirmed);
  }

  private static Map<GateCell, Shift> shifts(Map<GateCell, List<Double>> pairs) {
    Map<GateCell, Shift> shifts = new LinkedHashMap<>();
    pairs.forEach(
        (cell, logs) ->
            shifts.put(
                cell, new SignedRank(logs.stream().mapToDouble(Double::doubleValue).toArray())));
    return shifts;
  }

  /** One machine during one gate. */
  private static final class Machine {
    private final Host host;
    private final Truth truth;
    private final SplittableRandom random;
    private double load;
    private int rounds;

    Machine(Host host, Truth truth, SplittableRandom random) {
      this.host = host;
      this.truth = truth;
      this.random = random;
      this.load = random.nextGaussian();
    }

    double effect(GateCell cell) {
      return cell.metric() == truth.metric() && cell.subject().equals("websocket")
          ? Math.log1p(truth.by())
          : 0;
    }

    /** The logarithms of the ratios of so many pairs. */
    Map<GateCell, List<Double>> pairs(int number) {
      Map<GateCell, List<Double>> pairs = new LinkedHashMap<>();
      for (int pair = 0; pair < number; pair++) {
        for (String transport : TRANSPORTS) {
          boolean baselineFirst = random.nextBoolean();
          Map<GateMetric, Double> first = round();
          Map<GateMetric, Double> second = round();
          for (GateMetric metric : GateMetric.OF_ROUNDS) {
            GateCell cell = new GateCell(transport, metric, metric.minimumEffect());
            double later = at(second, metric) - at(first, metric);
            pairs
                .computeIfAbsent(cell, c -> new ArrayList<>())
                .add(effect(cell) + (baselineFirst ? later : -later));
          }
        }
      }
      return pairs;
    }

    private static double at(Map<GateMetric, Double> round, GateMetric metric) {
      return round.getOrDefault(metric, 0.0);
    }

    private Map<GateMetric, Double> round() {
      double rho = host.autocorrelation();
      load = rho * load + Math.sqrt(1 - rho * rho) * random.nextGaussian();
      double drifted = host.drift() * rounds++ / (2.0 * SCREEN_PAIRS * TRANSPORTS.size());
      double hit =
          random.nextDouble() < host.spikes()
              ? -host.spike() * Math.log1p(-random.nextDouble())
              : 0;
      double felt = host.host() * load + drifted + hit;
      Map<GateMetric, Double> figures = new HashMap<>();
      figures.put(GateMetric.P50, felt + host.noise() * random.nextGaussian());
      figures.put(GateMetric.P99, 2 * felt + 3 * host.noise() * random.nextGaussian());
      figures.put(GateMetric.CPU, felt / 2 + host.noise() / 2 * random.nextGaussian());
      figures.put(
          GateMetric.BYTES, random.nextDouble() < SAME_BYTES ? 0 : 0.002 * random.nextGaussian());
      return figures;
    }
  }

  /** A table in Markdown. */
  public static String table(Collection<Row> rows) {
    StringBuilder table =
        new StringBuilder(
            "| machine | the candidate | gates | wrong regressions | found | missed | all passed |"
                + " measured anew |\n|---|---|--:|--:|--:|--:|--:|--:|\n");
    for (Row row : rows) {
      boolean changed = row.truth().metric() != null;
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d | %s | %s | %s | %s | %s |\n",
              row.host().name(),
              row.truth(),
              row.gates(),
              share(row.wrong(), row),
              changed ? share(row.found(), row) : "",
              changed ? share(row.missed(), row) : "",
              share(row.passed(), row),
              share(row.confirmed(), row)));
    }
    return table.toString();
  }

  private static String share(int number, Row row) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * number / row.gates());
  }
}
