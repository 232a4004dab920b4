package dev.pushmark.bench.cli;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.report.Sparkline;
import dev.pushmark.scenarios.gatling.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How far a run is: a row per transport, with its rounds, the percentiles of those that have ended
 * and are valid, and how the p50 went from second to second in its latest round. Not thread safe.
 */
final class LiveTable {
  private static final String ROW = "%s%s  %7s  %8s  %8s  %s";

  /** What a row takes beside the name of its transport and its line of bars. */
  private static final int FIXED = 33;

  private static final int MOST_BARS = 40;
  private static final String NONE = "–";
  private static final String MEASURED_NOW = "> ";
  private static final String IDLE = "  ";
  private static final int DIGITS = 3;

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final int nameWidth;
  private String current = "";

  /** One without any row, before it is known what is measured. */
  LiveTable() {
    nameWidth = 0;
  }

  LiveTable(Plan plan) {
    plan.transports().forEach(transport -> rows.put(transport, new Row(plan.rounds())));
    nameWidth = plan.transports().stream().mapToInt(String::length).max().orElse(0);
  }

  private static final class Row {
    private final Histogram latency = new Histogram(DIGITS);
    private final List<Double> secondsP50Ns = new ArrayList<>();
    private long published;
    private int rounds;
    private int ended;

    Row(int rounds) {
      this.rounds = rounds;
    }

    String percentile(Percentile percentile) {
      return latency.getTotalCount() > 0 && percentile.isShownFor(published)
          ? ProgressLines.time((double) latency.getValueAtPercentile(percentile.percent()))
          : NONE;
    }

    String bars(int most) {
      double[] values = secondsP50Ns.stream().mapToDouble(Double::doubleValue).toArray();
      return Sparkline.of(values, most);
    }
  }

  void roundBegins(String transport) {
    current = transport;
    Row row = rows.get(transport);
    if (row != null) {
      row.secondsP50Ns.clear();
    }
  }

  /** Of each second of the measurement; one in which nothing came is a gap. */
  void progress(Progress progress) {
    Row row = rows.get(current);
    if (row == null || progress.phase() != Progress.Phase.MEASUREMENT) {
      return;
    }
    if (progress.p50Ns() > 0) {
      row.secondsP50Ns.add((double) progress.p50Ns());
    } else if (!row.secondsP50Ns.isEmpty()) {
      row.secondsP50Ns.add(Double.NaN);
    }
  }

  void roundEnds(Round round, Map<Metric, List<Histogram>> histograms) {
    Row row = rows.get(round.transport());
    if (row == null) {
      return;
    }
    row.ended++;
    Injection injection = round.injection();
    if (injection != null && !(round.outcome() instanceof Outcome.Invalid)) {
      row.published += injection.counts().published();
      histograms.getOrDefault(Metric.DELIVERY_LATENCY, List.of()).forEach(row.latency::add);
    }
  }

  void roundsAreRepeated(List<String> transports) {
    for (String transport : transports) {
      Row row = rows.get(transport);
      if (row != null) {
        row.rounds++;
      }
    }
  }

  /** How many lines it has. */
  int height() {
    return rows.isEmpty() ? 0 : rows.size() + 1;
  }

  /**
   * The line of a transport.
   *
   * @param current whether it is the one that is measured now
   */
  record Line(String text, boolean current) {}

  /** The line that says what is in the columns. */
  String heading(int width) {
    return line(IDLE, "", "rounds", "p50", "p99", bars(width) > 0 ? "p50 by second" : "");
  }

  /** A line per transport. */
  List<Line> lines(int width) {
    List<Line> lines = new ArrayList<>();
    rows.forEach((transport, row) -> lines.add(line(transport, row, width)));
    return lines;
  }

  private Line line(String transport, Row row, int width) {
    boolean isCurrent = transport.equals(current);
    String text =
        line(
            isCurrent ? MEASURED_NOW : IDLE,
            transport,
            row.ended + "/" + row.rounds,
            row.percentile(Percentile.P50),
            row.percentile(Percentile.P99),
            row.bars(bars(width)));
    return new Line(text, isCurrent);
  }

  private String line(
      String mark, String name, String rounds, String p50, String p99, String bars) {
    String padded = name + " ".repeat(nameWidth - name.length());
    return String.format(Locale.ROOT, ROW, mark, padded, rounds, p50, p99, bars).stripTrailing();
  }

  /** How many bars there is room for. */
  private int bars(int width) {
    return Math.max(0, Math.min(MOST_BARS, width - FIXED - nameWidth));
  }
}
