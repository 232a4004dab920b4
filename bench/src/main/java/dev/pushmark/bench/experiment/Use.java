package dev.pushmark.bench.experiment;

import dev.pushmark.results.model.DurationText;
import java.time.Duration;
import java.util.Locale;

/** What real-time is used for: a workload, and how late an event may come there. */
enum Use {
  /**
   * Half of the 100 ms above which players of first-person games do worse (Claypool and Claypool,
   * "Latency and Player Actions in Online Games", Communications of the ACM 49(11), 2006); the
   * other half is left to the network.
   */
  GAME(Duration.ofMillis(50), 5),
  /**
   * What people take for immediate (Miller 1968, Nielsen 1993): others' strokes while one types.
   */
  COLLABORATION(Duration.ofMillis(100), 20),
  /** The steps in which exchanges offer prices to those who cannot follow each change. */
  MARKET(Duration.ofMillis(100), 4),
  /** Up to which people's flow of thought stays uninterrupted (Miller 1968, Nielsen 1993). */
  DASHBOARD(Duration.ofSeconds(1), 20),
  /** The same: a conversation goes on. */
  CHAT(Duration.ofSeconds(1), 250),
  /**
   * Up to which people keep their attention on what they wait for (the same); nobody waits here.
   */
  NOTIFICATIONS(Duration.ofSeconds(10), 2_000);

  private final Duration budget;
  private final int rooms;

  Use(Duration budget, int rooms) {
    this.budget = budget;
    this.rooms = rooms;
  }

  /** How late an event may come. */
  Duration budget() {
    return budget;
  }

  /** How often a poller polls: twice in the budget, lest a little delay break it. */
  Duration pollInterval() {
    return budget.dividedBy(2);
  }

  /**
   * Rooms of the workload; fewer than it has by itself where polls so frequent are more than one
   * core can send.
   */
  int rooms() {
    return rooms;
  }

  /** The workload's name. */
  String workload() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** With its budget, in words. */
  String inWords() {
    return workload() + " (within " + DurationText.format(budget) + ")";
  }
}
