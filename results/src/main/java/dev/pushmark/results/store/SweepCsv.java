package dev.pushmark.results.store;

import dev.pushmark.results.model.SweepRun;
import dev.pushmark.results.model.SweepRun.Axis;
import dev.pushmark.results.model.SweepRun.Figures;
import dev.pushmark.results.model.SweepRun.Leg;
import dev.pushmark.results.model.SweepRun.Reading;
import dev.pushmark.results.report.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sweep's figures as comma-separated values in the long format, with the columns of {@link
 * QuantityCsv} behind one with where the network stands. Each run's own folder tells more of it.
 */
public final class SweepCsv {
  private SweepCsv() {}

  /** The whole table, its header included. */
  public static String of(SweepRun run) {
    StringBuilder text =
        new StringBuilder(
            Csv.row(
                List.of(
                    column(run.along()),
                    "transport",
                    "figure",
                    "unit",
                    "estimate",
                    "low",
                    "high",
                    "samples",
                    "rounds")));
    for (Leg leg : run.legs()) {
      for (Figures figures : leg.figures()) {
        latency(text, leg, figures, "deliveryLatency.p50", figures.p50());
        latency(text, leg, figures, "deliveryLatency.p99", figures.p99());
        count(text, leg, figures, "lostDeliveries", figures.counts().lost());
        count(text, leg, figures, "duplicatedDeliveries", figures.counts().duplicated());
      }
    }
    return text.toString();
  }

  private static void count(StringBuilder text, Leg leg, Figures figures, String name, long count) {
    row(text, leg, figures, name, "deliveries", Long.toString(count), "", "");
  }

  private static void latency(
      StringBuilder text, Leg leg, Figures figures, String name, @Nullable Reading reading) {
    if (reading != null) {
      row(
          text,
          leg,
          figures,
          name,
          "ns",
          Quantity.written(reading.ns()),
          end(reading.lowNs()),
          end(reading.highNs()));
    }
  }

  private static String end(@Nullable Double ns) {
    return ns == null ? "" : Quantity.written(ns);
  }

  private static void row(
      StringBuilder text,
      Leg leg,
      Figures figures,
      String name,
      String unit,
      String estimate,
      String low,
      String high) {
    text.append(
        Csv.row(
            List.of(
                number(leg.value()),
                figures.transport(),
                name,
                unit,
                estimate,
                low,
                high,
                Long.toString(figures.counts().published()),
                Integer.toString(figures.validRounds()))));
  }

  /** The name of the column with where a network stands, with its unit. */
  static String column(Axis along) {
    return switch (along) {
      case RTT -> "rttNs";
      case BANDWIDTH -> "bandwidthBytesPerSecond";
      case LOSS -> "lossShare";
    };
  }

  /** Where a network stands, without a fraction where it has none. */
  static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
