package dev.pushmark.results.compare;

import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much two errors of the instrument may differ where nothing else does: in 95 of 100 cases by
 * no more than the repeatability limit, 2.8 standard deviations (ISO 5725-6).
 *
 * @param limitNs in nanoseconds
 */
public record Repeatability(String transport, double limitNs) {
  private static final double LIMIT = 2.8;

  /** Of each transport with three or more repetitions at a percentile; the smallest first. */
  public static List<Repeatability> of(List<Take> takes, double percent) {
    return takes.stream()
        .map(Take::transport)
        .distinct()
        .flatMap(transport -> of(transport, takes, percent))
        .sorted(Comparator.comparingDouble(Repeatability::limitNs))
        .toList();
  }

  private static Stream<Repeatability> of(String transport, List<Take> takes, double percent) {
    List<Reading> readings =
        takes.stream()
            .filter(take -> take.transport().equals(transport))
            .filter(take -> take.pattern().equals(Calibration.REPEATED))
            .flatMap(take -> take.percentiles().stream())
            .filter(reading -> reading.percent() == percent)
            .toList();
    return readings.size() < 3
        ? Stream.empty()
        : Stream.of(new Repeatability(transport, LIMIT * deviation(readings)));
  }

  private static double deviation(List<Reading> readings) {
    double mean = readings.stream().mapToLong(Reading::errorNs).average().orElseThrow();
    double squares =
        readings.stream().mapToDouble(reading -> Math.pow(reading.errorNs() - mean, 2)).sum();
    return Math.sqrt(squares / (readings.size() - 1));
  }
}
