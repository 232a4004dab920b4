package dev.pushmark.results.store;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.report.Quantities;
import dev.pushmark.results.report.Quantity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run's figures as comma-separated values in the long format: after the header one row per
 * transport and figure, with these columns.
 *
 * <ul>
 *   <li>{@code transport} as in the plan
 *   <li>{@code figure}, such as {@code deliveryLatency.p99} or {@code serverCpuPerDelivery}
 *   <li>{@code unit} of the three numbers that follow: ns, B, share (0 to 1), events, deliveries,
 *       requests, rounds or events/s
 *   <li>{@code estimate}, of all valid rounds together; empty where it cannot be told
 *   <li>{@code low} and {@code high}, the ends of the 95 % interval; empty where none is taken
 *   <li>{@code samples}: the published events in the valid rounds, since the deliveries of one
 *       event are late together; of a browser's latency, those in its rooms
 *   <li>{@code rounds} that are valid
 * </ul>
 */
public final class QuantityCsv {
  private static final List<String> HEADER =
      List.of("transport", "figure", "unit", "estimate", "low", "high", "samples", "rounds");

  private QuantityCsv() {}

  /** The whole table, its header included. */
  public static String of(Summary summary) {
    StringBuilder text = new StringBuilder(Csv.row(HEADER));
    for (TransportFigures figures : summary.transports()) {
      long published = figures.counts().published();
      String rounds = Integer.toString(figures.validRounds().size());
      for (Quantity quantity : Quantities.of(figures)) {
        text.append(
            Csv.row(
                List.of(
                    figures.transport(),
                    quantity.fullName(),
                    quantity.unit().text(),
                    cell(quantity.value()),
                    cell(quantity.low()),
                    cell(quantity.high()),
                    Long.toString(Objects.requireNonNullElse(quantity.samples(), published)),
                    rounds)));
      }
    }
    return text.toString();
  }

  private static String cell(@Nullable Double value) {
    return value == null ? "" : Quantity.written(value);
  }
}
