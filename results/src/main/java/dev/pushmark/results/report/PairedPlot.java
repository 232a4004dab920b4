package dev.pushmark.results.report;

import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Ranking;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Each transport beside the first of a ranking, block by block: what the table's "×" is made of.
 *
 * @param id of the picture on its page
 * @param title what is compared, with which transport
 * @param one where 1 is
 */
public record PairedPlot(String id, String title, List<Row> rows, List<Tick> ticks, String one) {
  public static final int WIDTH = 400;

  private static final int LEFT = 22;
  private static final int RIGHT = 380;
  private static final int ROW = 46;
  private static final int AXIS = 26;

  /**
   * A transport.
   *
   * @param text the ratio with its interval, and whether chance explains it
   * @param dots where the ratios of single blocks are
   * @param apart whether it is told apart from the first
   */
  public record Row(
      String look,
      String name,
      String text,
      int nameY,
      int y,
      List<String> dots,
      String at,
      String lowX,
      String highX,
      boolean apart) {}

  private record Pairs(Ranking.Place place, Collection<Double> ratios, Estimate estimate) {}

  /** Those of latency and of CPU time, where two or more transports have rounds to compare. */
  static List<PairedPlot> of(Summary summary) {
    List<PairedPlot> plots = new ArrayList<>();
    of(summary, summary.bySpeed(), "p50", "Median latency").ifPresent(plots::add);
    of(summary, summary.byCost(), "cpu", "Server CPU per delivery").ifPresent(plots::add);
    return plots;
  }

  private static Optional<PairedPlot> of(
      Summary summary, Ranking ranking, String figure, String title) {
    List<Pairs> compared = new ArrayList<>();
    for (Ranking.Place place : ranking.places().stream().skip(1).toList()) {
      Ranking.Place first = ranking.places().get(0);
      place
          .ratioTo(first)
          .ifPresent(ratio -> compared.add(new Pairs(place, place.ratiosTo(first), ratio)));
    }
    if (compared.isEmpty()) {
      return Optional.empty();
    }
    DoubleStream shown = compared.stream().flatMapToDouble(PairedPlot::shown);
    var range = DoubleStream.concat(shown, DoubleStream.of(1)).summaryStatistics();
    ValueAxis axis = new ValueAxis(range.getMin(), range.getMax(), LEFT, RIGHT);
    List<Row> rows = new ArrayList<>();
    for (Pairs pairs : compared) {
      rows.add(row(summary, ranking, pairs, axis, ROW * rows.size()));
    }
    String first = TransportName.asTitle(ranking.places().get(0).figures().transport());
    return Optional.of(
        new PairedPlot(
            "paired-" + figure,
            title + ", as multiples of " + first,
            rows,
            axis.ticks(ratio -> Units.significant(ratio, 2) + " ×"),
            Tick.number(axis.at(1))));
  }

  /** An interval of two rounds can be as wide as it likes; the axis follows the rounds. */
  private static DoubleStream shown(Pairs pairs) {
    return pairs.ratios().stream().mapToDouble(Double::doubleValue);
  }

  private static Row row(Summary summary, Ranking ranking, Pairs pairs, ValueAxis axis, int y) {
    String transport = pairs.place().figures().transport();
    Estimate estimate = pairs.estimate();
    boolean apart = ranking.isApart(pairs.place());
    return new Row(
        Look.of(transport, summary.run().plan().transports()),
        TransportName.asTitle(transport),
        estimate.asRatio() + (apart ? "" : ", may be chance"),
        y + 16,
        y + 30,
        pairs.ratios().stream().map(ratio -> x(axis, ratio)).toList(),
        x(axis, estimate.value()),
        x(axis, estimate.low()),
        x(axis, estimate.high()),
        apart);
  }

  private static String x(ValueAxis axis, double ratio) {
    return Tick.number(Math.max(0, Math.min(WIDTH, axis.at(ratio))));
  }

  /** For those who do not see it. */
  public String description() {
    return String.join(
        " ", rows.stream().map(row -> row.name() + ": " + row.text() + ".").toList());
  }

  /** Where the rows end and the axis begins. */
  public int bottom() {
    return ROW * rows.size();
  }

  /** Of the drawing. */
  public int height() {
    return bottom() + AXIS;
  }
}
