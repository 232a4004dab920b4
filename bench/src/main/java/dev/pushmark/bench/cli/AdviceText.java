package dev.pushmark.bench.cli;

import dev.pushmark.bench.experiment.Advice;
import dev.pushmark.bench.experiment.Advice.Option;
import dev.pushmark.bench.experiment.Advice.Range;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.report.PlainText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** What {@code advise} says, for a terminal of a hundred columns. */
final class AdviceText {
  private static final int WIDTH = 100;
  private static final String ROW = "%-28s  %-32s  %s%n";

  private AdviceText() {}

  static String of(Advice advice, ExperimentRun run, Path folder) {
    StringBuilder text = new StringBuilder();
    Advice.Question asked = advice.asked();
    paragraph(
        text,
        use(advice)
            + ": for "
            + Units.count(asked.clients())
            + " clients with "
            + Units.significant(asked.eventsPerSecond(), 3)
            + " events per second each, at most "
            + Units.time(asked.staleness().toNanos())
            + " late on average.");
    text.append('\n');
    text.append(row("EACH SECOND, ALL CLIENTS", "SERVER CPU (95 %)", "BYTES BOTH WAYS"));
    for (Option option : advice.options()) {
      text.append(
          row(
              name(option),
              range(option.cpuSeconds(), s -> Units.time(s * 1e9)),
              range(option.bytes(), Units::bytes)));
    }
    text.append('\n');
    Option first = advice.options().get(0);
    for (Option other : advice.options().subList(1, advice.options().size())) {
      paragraph(
          text,
          "- "
              + name(other)
              + " costs "
              + Units.significant(other.cost().value() / first.cost().value(), 2)
              + " times as much as "
              + TransportName.inText(first.transport())
              + (advice.use().contains(other.transport())
                  ? ", which cannot be told from no difference."
                  : "."));
    }
    flips(advice).forEach(flip -> paragraph(text, "- " + flip));
    paragraph(
        text,
        "- A second of CPU time weighs "
            + Units.significant(asked.weights().cpu(), 2)
            + ", a megabyte "
            + Units.significant(asked.weights().megabyte(), 2)
            + " (--weights).");
    if (asked.eventsPerSecond() > Advice.FITTED_PER_SECOND) {
      paragraph(
          text,
          "- Costs were measured up to "
              + Units.significant(Advice.FITTED_PER_SECOND, 2)
              + " events per second to each client; above that they are drawn out.");
    }
    paragraph(
        text,
        "- Measured by "
            + String.join(" ", run.command())
            + (run.quick() ? ", the quick form: a first look" : "")
            + ", in "
            + folder
            + ".");
    return text.toString();
  }

  private static void paragraph(StringBuilder text, String said) {
    text.append(PlainText.wrap(said, WIDTH, "  ")).append('\n');
  }

  private static String row(String name, String cpu, String bytes) {
    return String.format(Locale.ROOT, ROW, name, PlainText.of(cpu), PlainText.of(bytes));
  }

  private static String use(Advice advice) {
    List<String> names = advice.use().stream().map(TransportName::inText).toList();
    return names.size() == 1
        ? "Use " + names.get(0)
        : "Use " + Words.list(names) + " as you like, for their costs cannot be told apart";
  }

  private static String name(Option option) {
    return TransportName.asTitle(option.transport())
        + (option.pollInterval() == null ? "" : " every " + option.pollInterval());
  }

  private static String range(Range range, DoubleFunction<String> unit) {
    return unit.apply(range.value())
        + " ("
        + unit.apply(range.low())
        + " to "
        + unit.apply(range.high())
        + ")";
  }

  private static List<String> flips(Advice advice) {
    boolean polls = advice.options().get(0).pollInterval() != null;
    String other = polls ? "push" : "polling";
    Advice.Flips flips = advice.flips();
    List<String> said = new ArrayList<>();
    DoubleFunction<String> rate =
        value -> Units.significant(value, 2) + " events per second to each client";
    DoubleFunction<String> late = value -> "staleness of " + Units.time(value * 1e9, 2);
    add(said, other, "below", flips.belowEventsPerSecond(), rate);
    add(said, other, "above", flips.aboveEventsPerSecond(), rate);
    add(said, other, "below a", flips.belowStalenessSeconds(), late);
    add(said, other, "above a", flips.aboveStalenessSeconds(), late);
    if (said.isEmpty()) {
      said.add("No other rate of events and no other staleness would make " + other + " cheaper.");
    }
    return said;
  }

  private static void add(
      List<String> said,
      String other,
      String where,
      @Nullable Double flip,
      DoubleFunction<String> inWords) {
    if (flip != null) {
      said.add("It would be " + other + " " + where + " " + inWords.apply(flip) + ".");
    }
  }
}
