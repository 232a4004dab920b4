package dev.pushmark.results.compare;

import dev.pushmark.results.model.Calibrated;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Cost;
import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a calibration says, in words.
 *
 * @param sound whether the figures of this machine's runs can be trusted: every percentile as close
 *     to the truth as is allowed, every count exact
 * @param headline whether that is so
 * @param sentences what goes with it
 * @param brief the same in as few sentences as possible
 */
public record CalibrationVerdict(
    boolean sound, String headline, List<String> sentences, Calibrated brief) {
  public CalibrationVerdict {
    sentences = List.copyOf(sentences);
  }

  /** The verdict on a calibration. */
  public static CalibrationVerdict of(Calibration calibration) {
    return of(calibration.costs(), calibration.takes());
  }

  /** The verdict on what a calibration has measured. */
  public static CalibrationVerdict of(List<Cost> costs, List<Take> takes) {
    long readings = readings(takes).count();
    List<Placed> unsound = readings(takes).filter(placed -> !placed.reading.sound()).toList();
    List<String> miscounted =
        takes.stream()
            .flatMap(
                take ->
                    take.counts().stream()
                        .filter(counted -> !counted.exact())
                        .map(counted -> miscounted(take, counted)))
            .toList();
    boolean sound = unsound.isEmpty() && miscounted.isEmpty() && readings > 0;
    List<String> sentences = new ArrayList<>();
    Optional<String> worst = worst(unsound.isEmpty() ? readings(takes).toList() : unsound);
    worst.ifPresent(sentences::add);
    sentences.add(stated(readings(takes).toList()));
    if (!miscounted.isEmpty()) {
      sentences.add("Miscounted: " + Words.list(miscounted) + ".");
    }
    Optional<String> apart = toldApart(takes);
    apart.ifPresent(sentences::add);
    wakeUp(costs).ifPresent(sentences::add);
    String headline = headline(readings, unsound.size(), miscounted.size());
    List<String> brief = new ArrayList<>(List.of(headline));
    worst.ifPresent(brief::add);
    apart.ifPresent(brief::add);
    return new CalibrationVerdict(sound, headline, sentences, new Calibrated(sound, brief));
  }

  private static String headline(long readings, int unsound, int miscounted) {
    String allowed = " within 100\u00A0µs or 2\u00A0% of the truth";
    if (readings == 0) {
      return "Nothing was calibrated: too few events for any percentile.";
    }
    if (unsound == 0 && miscounted == 0) {
      return "The instrument is sound here: "
          + Words.count(readings, "percentile")
          + allowed
          + ", every count exact.";
    }
    return "The instrument is not sound here: "
        + (unsound == 0
            ? "all percentiles are" + allowed
            : Units.count(unsound)
                + " of "
                + Words.count(readings, "percentile")
                + " not"
                + allowed)
        + (miscounted == 0 ? ", every count exact." : ", " + miscounted + " counts wrong.");
  }

  /** A reading with the take that it is of. */
  private record Placed(Take take, Reading reading) {
    double excess() {
      return Math.abs(reading.timesAllowed());
    }
  }

  private static Stream<Placed> readings(List<Take> takes) {
    return takes.stream()
        .flatMap(take -> take.percentiles().stream().map(reading -> new Placed(take, reading)));
  }

  private static Optional<String> worst(List<Placed> readings) {
    return readings.stream()
        .max(Comparator.comparingDouble(Placed::excess))
        .map(
            placed ->
                "The worst was "
                    + percentile(placed.reading.percent())
                    + " of "
                    + TransportName.inText(placed.take.transport())
                    + ", pattern "
                    + placed.take.pattern()
                    + ": "
                    + Units.time(placed.reading.reportedNs())
                    + " reported, "
                    + Units.time(placed.reading.trueNs())
                    + " true.");
  }

  private static String stated(List<Placed> readings) {
    long within = readings.stream().filter(placed -> placed.reading.asStated()).count();
    return Units.count(within)
        + " of "
        + Units.count(readings.size())
        + " are within the resolution that the instrument states itself.";
  }

  private static String miscounted(Take take, Counted counted) {
    return counted.what()
        + " "
        + counted.reported()
        + " instead of "
        + counted.truth()
        + " ("
        + TransportName.inText(take.transport())
        + ", pattern "
        + take.pattern()
        + ")";
  }

  /** The smallest differences that the instrument can see, from its errors in equal takes. */
  private static Optional<String> toldApart(List<Take> takes) {
    List<Repeatability> p50 = Repeatability.of(takes, 50);
    if (p50.isEmpty()) {
      return Optional.empty();
    }
    List<Repeatability> p99 = Repeatability.of(takes, 99);
    return Optional.of(
        "On this machine it tells p50s apart that differ by "
            + range(p50)
            + (p99.isEmpty() ? "" : ", p99s by " + range(p99))
            + " (and by 0.1\u00A0% of their value); less is within what its own error varies by when the"
            + " same is repeated.");
  }

  private static String range(List<Repeatability> limits) {
    Repeatability least = limits.get(0);
    Repeatability most = limits.get(limits.size() - 1);
    return limits.size() == 1
        ? Units.time(most.limitNs(), 2)
        : Units.time(least.limitNs(), 2)
            + " ("
            + TransportName.inText(least.transport())
            + ") to "
            + Units.time(most.limitNs(), 2)
            + " ("
            + TransportName.inText(most.transport())
            + ")";
  }

  private static Optional<String> wakeUp(List<Cost> costs) {
    return costs.stream()
        .filter(cost -> cost.step().equals(Cost.WAKE_UP))
        .findFirst()
        .map(
            cost ->
                "Every latency holds the wake-up of an event loop: "
                    + Units.time(cost.medianNs())
                    + " (p99 "
                    + Units.time(cost.p99Ns())
                    + ").");
  }

  private static String percentile(double percent) {
    return "p" + Units.significant(percent, 4).replaceAll("\\.0+$", "");
  }
}
