package dev.pushmark.results.compare;

import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a real browser saw, added up and in words. */
public final class BrowserWords {
  private BrowserWords() {}

  /** What it saw of a transport's valid rounds; empty where it has figures of none. */
  public static Optional<BrowserFigures> total(TransportFigures figures) {
    return seen(figures.validRounds())
        .filter(browser -> browser.trouble() == null)
        .reduce(BrowserFigures::plus);
  }

  private static Stream<BrowserFigures> seen(List<RoundFigures> rounds) {
    return rounds.stream().map(RoundFigures::round).map(Round::browser).flatMap(Stream::ofNullable);
  }

  /** What it saw of one round. */
  public static String of(BrowserFigures browser) {
    return browser.trouble() != null
        ? "no browser figures: " + browser.trouble()
        : "the browser: "
            + Units.count(browser.delivered())
            + " of "
            + Words.count(browser.expected(), "delivery", "deliveries")
            + flaws(browser);
  }

  private static String flaws(BrowserFigures browser) {
    List<String> flaws = new ArrayList<>();
    flaw(flaws, browser.lost(), "lost");
    flaw(flaws, browser.skipped(), "skipped");
    flaw(flaws, browser.duplicated(), "duplicated");
    flaw(flaws, browser.reordered(), "reordered");
    flaw(flaws, browser.damaged(), "damaged");
    flaw(flaws, browser.negative(), "before they were sent, by its clock");
    flaw(flaws, browser.disconnected(), "× disconnected");
    return flaws.isEmpty() ? "" : "; " + String.join(", ", flaws);
  }

  private static void flaw(List<String> flaws, long number, String what) {
    if (number > 0) {
      flaws.add(Units.count(number) + " " + what);
    }
  }

  /** What must be known of the browser's figures; nothing where there was to be no browser. */
  static List<String> cautions(Plan plan, List<TransportFigures> transports) {
    if (!plan.hasBrowser()) {
      return List.of();
    }
    List<String> cautions = new ArrayList<>();
    cautions.add(
        "A real browser subscribed beside the injector's subscribers, on their cores: its figures"
            + " stand beside theirs, and none of this may be compared with a run without it.");
    transports.stream()
        .flatMap(figures -> total(figures).stream())
        .reduce(BrowserFigures::plus)
        .ifPresent(browser -> cautions.add(clock(browser)));
    missing(transports).ifPresent(cautions::add);
    return cautions;
  }

  private static String clock(BrowserFigures browser) {
    return "The browser's clock goes in steps of "
        + Units.time(browser.clockStepNs())
        + " and may be off from the publishers' by "
        + Units.time(browser.clockErrorNs())
        + " at most.";
  }

  private static Optional<String> missing(List<TransportFigures> transports) {
    Map<String, Long> byTrouble = new LinkedHashMap<>();
    for (TransportFigures figures : transports) {
      seen(figures.rounds())
          .map(BrowserFigures::trouble)
          .flatMap(Stream::ofNullable)
          .map(trouble -> TransportName.inText(figures.transport()) + " (" + trouble + ")")
          .forEach(of -> byTrouble.merge(of, 1L, Long::sum));
    }
    return byTrouble.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "There are no browser figures of "
                + Words.list(
                    byTrouble.entrySet().stream()
                        .map(of -> Words.count(of.getValue(), "round") + " of " + of.getKey())
                        .toList())
                + ".");
  }
}
