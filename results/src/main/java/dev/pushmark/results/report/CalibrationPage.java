package dev.pushmark.results.report;

import dev.pushmark.results.compare.CalibrationVerdict;
import dev.pushmark.results.compare.Repeatability;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that stands on the page of a calibration, written out; the template only lays it out.
 *
 * @param percentiles the names of those that anything is told of
 * @param parts the table, transport by transport
 * @param apart which differences can be told apart over each transport; empty if nothing was
 *     repeated often enough
 * @param costs what the instrument's own steps take
 */
public record CalibrationPage(
    String startedAt,
    CalibrationVerdict verdict,
    List<ErrorPlot> plots,
    List<String> percentiles,
    List<Part> parts,
    List<Apart> apart,
    List<CostOfStep> costs,
    List<Fact> asked,
    List<Fact> environment,
    String command) {

  /** A transport's rows of the table. */
  public record Part(String look, String name, List<Row> rows) {}

  /** One take; a reading for each percentile of the page. */
  public record Row(String pattern, List<Told> readings, String counts, boolean exact) {}

  /**
   * A percentile as written.
   *
   * @param mark of an error that is larger than stated or allowed; else empty
   * @param meaning of the mark
   */
  public record Told(String truth, String reported, String error, String mark, String meaning) {}

  /** The smallest differences of each percentile that mean something. */
  public record Apart(String look, String name, List<String> limits) {}

  /** A step of the instrument, as written. */
  public record CostOfStep(String step, String median, String spread, String p99, String samples) {}

  static CalibrationPage of(Calibration calibration) {
    List<Take> takes = calibration.takes();
    List<Double> percents = ErrorPlot.percents(calibration);
    List<String> transports = takes.stream().map(Take::transport).distinct().toList();
    return new CalibrationPage(
        Facts.startedAt(calibration.startedAt()),
        CalibrationVerdict.of(calibration),
        ErrorPlot.of(calibration),
        percents.stream().map(CalibrationTable::percentile).toList(),
        transports.stream().map(t -> part(t, transports, takes, percents)).toList(),
        transports.stream().flatMap(t -> apart(t, transports, takes, percents)).toList(),
        calibration.costs().stream().map(CalibrationPage::cost).toList(),
        Facts.ofCalibration(calibration),
        Facts.ofEnvironment(calibration.environment()),
        CommandLine.of(calibration.command()));
  }

  private static Part part(
      String transport, List<String> transports, List<Take> takes, List<Double> percents) {
    return new Part(
        Look.of(transport, transports),
        TransportName.asTitle(transport),
        takes.stream()
            .filter(take -> take.transport().equals(transport))
            .map(take -> row(take, percents))
            .toList());
  }

  private static Row row(Take take, List<Double> percents) {
    return new Row(
        take.pattern() + (take.repetition() > 1 ? " #" + take.repetition() : ""),
        percents.stream().map(percent -> told(take, percent)).toList(),
        CalibrationTable.counts(take),
        take.counts().stream().allMatch(Counted::exact));
  }

  private static Told told(Take take, double percent) {
    return take.percentiles().stream()
        .filter(reading -> reading.percent() == percent)
        .findFirst()
        .map(CalibrationPage::told)
        .orElse(new Told(Cell.NONE, Cell.NONE, Cell.NONE, "", ""));
  }

  private static Told told(Reading reading) {
    String mark =
        reading.sound()
            ? reading.asStated() ? "" : CalibrationTable.NOT_AS_STATED
            : CalibrationTable.UNSOUND;
    String limit =
        reading.sound()
            ? Units.time(reading.resolutionNs(), 2) + ", which the instrument states"
            : Units.time(reading.allowedNs(), 2) + ", which are allowed";
    return new Told(
        Units.time(reading.trueNs()),
        Units.time(reading.reportedNs()),
        CalibrationTable.error(reading),
        mark,
        mark.isEmpty() ? "" : "more than the " + limit);
  }

  private static Stream<Apart> apart(
      String transport, List<String> transports, List<Take> takes, List<Double> percents) {
    List<String> limits =
        percents.stream().map(percent -> limit(transport, takes, percent)).toList();
    return limits.stream().allMatch(Cell.NONE::equals)
        ? Stream.empty()
        : Stream.of(
            new Apart(Look.of(transport, transports), TransportName.asTitle(transport), limits));
  }

  private static String limit(String transport, List<Take> takes, double percent) {
    return Repeatability.of(takes, percent).stream()
        .filter(limit -> limit.transport().equals(transport))
        .findFirst()
        .map(limit -> Units.time(limit.limitNs(), 2))
        .orElse(Cell.NONE);
  }

  private static CostOfStep cost(Calibration.Cost cost) {
    return new CostOfStep(
        cost.step(),
        CalibrationTable.ns(cost.medianNs()),
        CalibrationTable.ns(cost.spreadNs()),
        CalibrationTable.ns(cost.p99Ns()),
        Units.count(cost.samples()));
  }

  /** The largest error that is allowed, in words. */
  public String allowed() {
    return Units.time(Reading.ALLOWED_NS)
        + " or "
        + Units.share(Reading.ALLOWED_SHARE, 1)
        + " of the truth";
  }

  /** The raw data beside the page. */
  public List<Fact> files() {
    return List.of(
        new Fact("calibration.json", "every figure, in nanoseconds"),
        new Fact("SHA256SUMS", "checksums: sha256sum -c SHA256SUMS"));
  }
}
