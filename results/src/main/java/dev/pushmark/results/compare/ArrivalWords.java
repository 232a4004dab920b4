package dev.pushmark.results.compare;

import dev.pushmark.results.model.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What was lost, skipped, doubled or reordered, in words. */
final class ArrivalWords {
  private final List<TransportFigures> transports;

  ArrivalWords(List<TransportFigures> transports) {
    this.transports =
        transports.stream().filter(figures -> figures.counts().expected() > 0).toList();
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    List<TransportFigures> flawless = new ArrayList<>();
    for (TransportFigures figures : transports) {
      List<String> flaws = flaws(figures.counts());
      if (flaws.isEmpty()) {
        flawless.add(figures);
      } else {
        sentences.add(
            "Of "
                + Units.count(figures.counts().expected())
                + " deliveries"
                + " expected over "
                + TransportName.inText(figures.transport())
                + ", "
                + Words.list(flaws)
                + ".");
      }
    }
    if (!flawless.isEmpty()) {
      sentences.add(
          sentences.isEmpty()
              ? "Every expected delivery arrived, once and in order."
              : "Over "
                  + Words.names(flawless)
                  + " every expected delivery arrived, once and in order.");
    }
    return sentences;
  }

  private static List<String> flaws(Counts counts) {
    return Stream.of(
            flaw(counts.lost(), "got lost in silence"),
            flaw(counts.skipped(), "never came, the subscriber told so"),
            flaw(counts.duplicated(), "came again"),
            flaw(counts.reordered(), "came after a later one"))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static String flaw(long count, String what) {
    return count == 0 ? "" : Units.count(count) + " " + what;
  }

  /** Signs that the measurement itself is not to be trusted. */
  List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    for (TransportFigures figures : transports) {
      String over = " over " + TransportName.inText(figures.transport());
      if (figures.counts().damaged() > 0) {
        cautions.add(
            Words.count(figures.counts().damaged(), "stamp") + " arrived damaged" + over + ".");
      }
      if (figures.counts().negative() > 0) {
        cautions.add(
            Words.count(figures.counts().negative(), "arrival")
                + " seem to lie before the sending"
                + over
                + ": the clocks cannot be compared.");
      }
    }
    return cautions;
  }
}
