package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.SweepRun;
import dev.pushmark.results.model.SweepRun.Axis;
import dev.pushmark.results.model.SweepRun.Figures;
import dev.pushmark.results.model.SweepRun.Leg;
import dev.pushmark.results.model.SweepRun.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison over several networks in words, and as a table for a terminal. */
public final class SweepText {
  private static final String GAP = "  ";
  private static final int P_WIDTH = 3;

  /** How to read the figures. */
  static final String LEGEND =
      "p50 and p99 of the delivery latency over all valid rounds together; ± is the half-width of the"
          + " 95 % interval, as far as the rounds tell; – where too few events or rounds lie behind.";

  private SweepText() {}

  /** Where a network stands, as people ask for it: {@code 20ms}, {@code 1%}. */
  public static String value(Axis along, double value) {
    return switch (along) {
      case RTT -> DurationText.format(Duration.ofNanos(Math.round(value)));
      case BANDWIDTH -> Math.round(value) + "B/s";
      case LOSS ->
          BigDecimal.valueOf(value).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    };
  }

  /** What was compared, in a sentence that stands above all else. */
  static String headline(SweepRun run) {
    return "How late events are by "
        + run.along().title()
        + (run.legs().isEmpty()
            ? ""
            : ": "
                + Words.list(
                    run.legs().stream().map(leg -> value(run.along(), leg.value())).toList()));
  }

  /** For each transport, from where to where its figures go. */
  static List<String> sentences(SweepRun run) {
    List<String> sentences = new ArrayList<>();
    if (run.legs().size() < 2) {
      return sentences;
    }
    Leg first = run.legs().get(0);
    Leg last = run.legs().get(run.legs().size() - 1);
    for (String transport : run.transports()) {
      Figures from = first.of(transport);
      Figures to = last.of(transport);
      sentences.add(
          TransportName.asTitle(transport)
              + ", from "
              + value(run.along(), first.value())
              + " to "
              + value(run.along(), last.value())
              + ": p50 "
              + time(from.p50())
              + " to "
              + time(to.p50())
              + ", p99 "
              + time(from.p99())
              + " to "
              + time(to.p99())
              + ".");
    }
    return sentences;
  }

  /** What was lost or came twice, where anything was. */
  static List<String> cautions(SweepRun run) {
    List<String> cautions = new ArrayList<>();
    for (Leg leg : run.legs()) {
      for (Figures figures : leg.figures()) {
        String of =
            TransportName.asTitle(figures.transport()) + " at " + value(run.along(), leg.value());
        Counts counts = figures.counts();
        if (counts.lost() + counts.duplicated() > 0) {
          cautions.add(
              of
                  + ": "
                  + Units.count(counts.lost())
                  + " deliveries were lost, "
                  + Units.count(counts.duplicated())
                  + " came twice.");
        }
        if (figures.validRounds() < figures.rounds()) {
          cautions.add(
              of + ": " + figures.validRounds() + " of " + figures.rounds() + " rounds are valid.");
        }
      }
    }
    return cautions;
  }

  private static String time(@Nullable Reading reading) {
    return reading == null ? Cell.NONE : Units.time(reading.ns());
  }

  /** A time with its error, or a dash. */
  static String cell(@Nullable Reading reading) {
    if (reading == null) {
      return Cell.NONE;
    }
    Double low = reading.lowNs();
    Double high = reading.highNs();
    return Units.time(reading.ns())
        + (low == null || high == null ? "" : " " + error(Math.sqrt(high / low)));
  }

  /** As of intervals that are alike on both sides on a logarithmic scale. */
  private static String error(double factor) {
    return factor < 2
        ? "±" + Units.share(Math.max(factor - 1, 1e-4), 2)
        : "×÷" + Units.significant(factor, 2);
  }

  /** For a terminal of so many columns; networks that do not fit beside each other follow below. */
  public static String of(SweepRun run, int columns) {
    StringBuilder text = new StringBuilder();
    int label = labelWidth(run);
    int cell = cellWidth(run);
    int beside = Math.max(1, (columns - label) / (GAP.length() + cell));
    for (int from = 0; from < run.legs().size(); from += beside) {
      table(text, run, run.legs().subList(from, Math.min(from + beside, run.legs().size())));
      text.append('\n');
    }
    text.append(PlainText.wrap(headline(run), columns, "")).append('\n');
    sentences(run).forEach(each -> point(text, each, columns));
    cautions(run).forEach(each -> point(text, each, columns));
    text.append(PlainText.wrap(LEGEND, columns, "")).append('\n');
    return text.toString();
  }

  private static void table(StringBuilder text, SweepRun run, List<Leg> legs) {
    line(
        text,
        run,
        run.along().title(),
        "",
        legs.stream().map(leg -> value(run.along(), leg.value())).toList());
    for (String transport : run.transports()) {
      List<Figures> figures = legs.stream().map(leg -> leg.of(transport)).toList();
      String name = TransportName.asTitle(transport);
      line(text, run, name, "p50", figures.stream().map(each -> cell(each.p50())).toList());
      line(text, run, "", "p99", figures.stream().map(each -> cell(each.p99())).toList());
    }
  }

  private static void line(
      StringBuilder text, SweepRun run, String label, String percentile, List<String> cells) {
    int name = labelWidth(run) - P_WIDTH - GAP.length();
    text.append(padded(label, name)).append(GAP).append(padded(percentile, P_WIDTH));
    int width = cellWidth(run);
    for (String each : cells) {
      text.append(GAP).append(" ".repeat(width - each.length())).append(PlainText.of(each));
    }
    text.append('\n');
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static int labelWidth(SweepRun run) {
    int widest = run.along().title().length();
    for (String transport : run.transports()) {
      widest = Math.max(widest, TransportName.asTitle(transport).length());
    }
    return widest + GAP.length() + P_WIDTH;
  }

  private static int cellWidth(SweepRun run) {
    int widest = 0;
    for (Leg leg : run.legs()) {
      widest = Math.max(widest, value(run.along(), leg.value()).length());
      for (Figures figures : leg.figures()) {
        widest = Math.max(widest, cell(figures.p50()).length());
        widest = Math.max(widest, cell(figures.p99()).length());
      }
    }
    return widest;
  }

  private static void point(StringBuilder text, String sentence, int columns) {
    text.append(PlainText.wrap("- " + sentence, columns, GAP)).append('\n');
  }
}
