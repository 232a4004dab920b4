package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Cost;
import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A calibration for a terminal: for each transport and pattern what is true and what was said. */
public final class CalibrationTable {
  private static final String ROW = "  %-13s %-10s%s%n";
  private static final String CELL = "%12s";
  private static final String COUNTS = "  %-13s %-10s  ";
  private static final String COST = "%-24s %10s %10s %10s %8s%n";

  /** After a difference that is larger than allowed. */
  static final String UNSOUND = "!";

  /** After one that is allowed, but larger than the instrument says of itself. */
  static final String NOT_AS_STATED = "~";

  private static final String FINE = " ";

  private CalibrationTable() {}

  /** The whole table. */
  public static String of(Calibration calibration) {
    StringBuilder text = new StringBuilder();
    List<String> transports = calibration.takes().stream().map(Take::transport).distinct().toList();
    for (String transport : transports) {
      text.append(transport).append('\n');
      text.append(
          line("", "", calibration.takes(), reading -> percentile(reading.percent()) + FINE));
      for (Take take : calibration.takes()) {
        if (take.transport().equals(transport)) {
          take(text, take);
        }
      }
      text.append('\n');
    }
    costs(text, calibration.costs());
    text.append("  ! further from the truth than 100 µs or 2 %\n");
    text.append("  ~ further than the resolution that the instrument states\n");
    return PlainText.of(text.toString());
  }

  private static void take(StringBuilder text, Take take) {
    List<Take> only = List.of(take);
    if (take.repetition() > 1 && take.counts().stream().allMatch(Counted::exact)) {
      String again = take.pattern() + " #" + take.repetition();
      text.append(line(again, "difference", only, reading -> error(reading) + mark(reading)));
      return;
    }
    String name = take.pattern();
    if (!take.percentiles().isEmpty()) {
      text.append(line(name, "true", only, reading -> Units.time(reading.trueNs())));
      text.append(line("", "reported", only, reading -> Units.time(reading.reportedNs())));
      text.append(line("", "difference", only, reading -> error(reading) + mark(reading)));
      name = "";
    }
    String head = String.format(Locale.ROOT, COUNTS, name, "counts");
    int room = TextTable.WIDTH - head.length();
    text.append(head).append(PlainText.wrap(counts(take), room, " ".repeat(head.length())));
    text.append('\n');
  }

  /** Of the take with the most percentiles. */
  private static String line(
      String name, String kind, List<Take> takes, Function<Reading, String> cell) {
    List<Reading> readings =
        takes.stream()
            .map(Take::percentiles)
            .max((one, other) -> Integer.compare(one.size(), other.size()))
            .orElse(List.of());
    String cells =
        readings.stream()
            .map(reading -> String.format(Locale.ROOT, CELL, cell.apply(reading)))
            .collect(Collectors.joining());
    return String.format(Locale.ROOT, ROW, name, kind, cells);
  }

  /** How far what was reported is from the truth, with its sign. */
  static String error(Reading reading) {
    return (reading.errorNs() > 0 ? "+" : "") + Units.time(reading.errorNs(), 2);
  }

  private static String mark(Reading reading) {
    return reading.sound() ? reading.asStated() ? FINE : NOT_AS_STATED : UNSOUND;
  }

  /** The name of a percentile of 0 to 100. */
  static String percentile(double percent) {
    String number = Double.toString(percent);
    return "p" + (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number);
  }

  /** What was not exact; else what there was to count beside deliveries. */
  static String counts(Take take) {
    List<Counted> wrong = take.counts().stream().filter(counted -> !counted.exact()).toList();
    if (!wrong.isEmpty()) {
      return wrong.stream()
          .map(c -> c.what() + " " + c.reported() + " instead of " + c.truth() + UNSOUND)
          .collect(Collectors.joining(", "));
    }
    return "exact: "
        + take.counts().stream()
            .filter(counted -> counted.truth() > 0)
            .map(counted -> Units.count(counted.truth()) + " " + counted.what())
            .collect(Collectors.joining(", "));
  }

  private static void costs(StringBuilder text, List<Cost> costs) {
    text.append(
        String.format(
            Locale.ROOT, COST, "the instrument's steps", "median", "spread", "p99", "samples"));
    for (Cost cost : costs) {
      text.append(
          String.format(
              Locale.ROOT,
              COST,
              "  " + cost.step(),
              ns(cost.medianNs()),
              ns(cost.spreadNs()),
              ns(cost.p99Ns()),
              cost.samples()));
    }
    text.append('\n');
  }

  /** A time of the instrument's own, which is small. */
  static String ns(double ns) {
    return Units.significant(ns, Units.DIGITS) + "\u00A0ns";
  }
}
