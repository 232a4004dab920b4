package dev.pushmark.results.store;

import dev.pushmark.results.model.Metric;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Columns of {@code rounds.csv} that tell of a round's smaller distributions; not read back. */
final class DerivedColumns {
  /** A figure of a distribution that has values. */
  private record Column(String name, Metric metric, Function<Histogram, Long> figure) {
    String cell(Map<Metric, List<Histogram>> histograms) {
      Histogram whole = new Histogram(DIGITS);
      histograms.getOrDefault(metric, List.of()).forEach(whole::add);
      return whole.getTotalCount() == 0 ? "" : figure.apply(whole).toString();
    }
  }

  private static final int DIGITS = 3;

  private static final List<Column> COLUMNS =
      List.of(
          column("injectorStallP99Ns", Metric.INJECTOR_STALL, h -> h.getValueAtPercentile(99)),
          column("injectorStallMaxNs", Metric.INJECTOR_STALL, Histogram::getMaxValue),
          column("serverStallP99Ns", Metric.SERVER_STALL, h -> h.getValueAtPercentile(99)),
          column("serverStallMaxNs", Metric.SERVER_STALL, Histogram::getMaxValue),
          column("injectorGcPauses", Metric.INJECTOR_GC_PAUSE, Histogram::getTotalCount),
          column("injectorGcPauseMaxNs", Metric.INJECTOR_GC_PAUSE, Histogram::getMaxValue));

  private DerivedColumns() {}

  private static Column column(String name, Metric metric, Function<Histogram, Long> figure) {
    return new Column(name, metric, figure);
  }

  static List<String> names() {
    return COLUMNS.stream().map(Column::name).toList();
  }

  static List<String> cells(Map<Metric, List<Histogram>> histograms) {
    return COLUMNS.stream().map(column -> column.cell(histograms)).toList();
  }
}
