package dev.pushmark.results.report;

import static dev.pushmark.results.report.Quantity.Unit.BYTES;
import static dev.pushmark.results.report.Quantity.Unit.DELIVERIES;
import static dev.pushmark.results.report.Quantity.Unit.EVENTS;
import static dev.pushmark.results.report.Quantity.Unit.EVENTS_PER_SECOND;
import static dev.pushmark.results.report.Quantity.Unit.NANOSECONDS;
import static dev.pushmark.results.report.Quantity.Unit.REQUESTS;
import static dev.pushmark.results.report.Quantity.Unit.ROUNDS;
import static dev.pushmark.results.report.Quantity.Unit.SHARE;

import dev.pushmark.results.compare.BrowserWords;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * A transport's figures as numbers; every transport has the same, told or not, and those of a real
 * browser where there was one.
 */
public final class Quantities {
  private static final String PER_DELIVERY = " per delivered event.";

  private final TransportFigures figures;
  private final List<Quantity> all = new ArrayList<>();

  private Quantities(TransportFigures figures) {
    this.figures = figures;
  }

  /** All of them, in the order of the table. */
  public static List<Quantity> of(TransportFigures figures) {
    Quantities quantities = new Quantities(figures);
    quantities.lateness();
    quantities.arrival();
    quantities.cost();
    quantities.instrument();
    BrowserWords.total(figures).ifPresent(quantities::browser);
    return List.copyOf(quantities.all);
  }

  private void lateness() {
    String latency = "From an event's intended send time to its receipt by a subscriber.";
    for (Percentile percentile : Percentile.values()) {
      all.add(
          percentile("deliveryLatency", Metric.DELIVERY_LATENCY, percentile, latency)
              .within(figures.latencyEstimateNs(percentile)));
    }
    time("deliveryLatencyMax", figures.maxNs(Metric.DELIVERY_LATENCY), "The latest delivery.");
    boolean skipped = figures.counts().skipped() > 0;
    for (Percentile percentile : Percentile.values()) {
      Optional<Double> wait =
          skipped ? figures.waitPercentileNs(percentile) : Optional.<Double>empty();
      all.add(
          Quantity.of(
                  "supersededToo",
                  NANOSECONDS,
                  wait,
                  "Like the delivery latency, the waits for skipped events counted too, each until"
                      + " the next event in order came.")
              .at(percentile));
    }
    percentiles(
        "lastDelivery",
        Metric.LAST_DELIVERY,
        "From an event's intended send time to its receipt by the last of its subscribers.");
    percentiles("spread", Metric.SPREAD, "From the first to the last delivery of an event.");
    time(
        "timeOutOfDateMean",
        figures.timeOutOfDate().map(stale -> stale.meanNs()),
        "How long a subscriber has lacked the newest event, mean over subscribers and time.");
    time(
        "timeOutOfDatePeak",
        figures.timeOutOfDate().map(stale -> (double) stale.peakNs()),
        "The longest time that any subscriber lacked the newest event.");
    all.add(
        Quantity.of(
            "timeOutOfDateShare",
            SHARE,
            figures.timeOutOfDate().map(stale -> stale.share()),
            "The share of the time that a subscriber lacked the newest event."));
  }

  private void arrival() {
    count("publishedEvents", EVENTS, Counts::published, "Events sent during the measurement.");
    count("deliveries", DELIVERIES, Counts::delivered, "First copies that arrived.");
    count("lostDeliveries", DELIVERIES, Counts::lost, "Never arrived, and nobody was told.");
    count(
        "skippedDeliveries", DELIVERIES, Counts::skipped, "Never arrived, and the server said so.");
    count("duplicatedDeliveries", DELIVERIES, Counts::duplicated, "Further copies of what came.");
    count(
        "reorderedDeliveries",
        DELIVERIES,
        Counts::reordered,
        "Came after a later event of the same publisher.");
    all.add(
        Quantity.of(
            "offeredRate",
            EVENTS_PER_SECOND,
            boxed(figures.targetRate()),
            "Events per second that the plan asked for."));
    all.add(
        Quantity.of(
            "achievedRate",
            EVENTS_PER_SECOND,
            boxed(figures.achievedRate()),
            "Events per second that were published."));
  }

  private void cost() {
    bytes(
        "receivedPerDelivery",
        figures.perDelivered(figures.traffic().receivedBytes()),
        "From the server to subscribers, TCP/IP headers apart," + PER_DELIVERY);
    bytes(
        "sentPerDelivery",
        figures.perDelivered(figures.traffic().sentBytes()),
        "From subscribers to the server, TCP/IP headers apart," + PER_DELIVERY);
    all.add(
        Quantity.of(
            "requestsPerDelivery",
            REQUESTS,
            boxed(figures.perDelivered(figures.traffic().requests())),
            "HTTP requests of subscribers" + PER_DELIVERY));
    all.add(
        Quantity.of(
                "serverCpuPerDelivery",
                NANOSECONDS,
                figures.serverCpuNsPerDelivered(),
                "CPU time of the server" + PER_DELIVERY)
            .within(figures.serverCpuEstimateNs()));
    time(
        "injectorCpuPerDelivery",
        figures.injectorCpuNsPerDelivered(),
        "CPU time of the load generator" + PER_DELIVERY);
    bytes(
        "serverResidentMemory",
        figures.serverRssBytes(),
        "Resident memory of the server at the end of the measurement, mean of the rounds.");
    bytes(
        "residentMemoryPerSubscriber",
        figures.serverRssBytesPerSubscriber(),
        "What the server's resident memory grew by per subscriber.");
  }

  private void instrument() {
    percentiles("sendDelay", Metric.SEND_DELAY, "From an event's intended to its actual send.");
    percentiles(
        "receiveLag",
        Metric.RECEIVE_LAG,
        "The injector's own wait from its wake-up to the record of a delivery.");
    percentiles(
        "serviceTime",
        Metric.SERVICE_TIME,
        "From the actual send to the receipt; not the latency.");
    rounds("validRounds", figures.validRounds().size(), "Rounds whose figures are used.");
    rounds("measuredRounds", figures.rounds().size(), "Rounds that were measured.");
  }

  private void browser(BrowserFigures browser) {
    for (Percentile percentile : List.of(Percentile.P50, Percentile.P90, Percentile.P99)) {
      Optional<Double> ns =
          percentile.isShownFor(browser.expected())
              ? Optional.of(
                  (double)
                      figures
                          .histogram(Metric.BROWSER_LATENCY)
                          .getValueAtPercentile(percentile.percent()))
              : Optional.empty();
      all.add(
          Quantity.of(
                  "browserLatency",
                  NANOSECONDS,
                  ns,
                  "From an event's intended send time to its receipt by a real browser's page.")
              .at(percentile)
              .from(browser.expected()));
    }
    browserCount("Expected", browser.expected(), "Events published into the browser's rooms.");
    browserCount("Deliveries", browser.delivered(), "First copies that the browser's page got.");
    browserCount("Lost", browser.lost(), "Never came to the browser's page, and nobody was told.");
    time(
        "browserClockError",
        Optional.of((double) browser.clockErrorNs()),
        "How far the browser's clock may have been off from the publishers' at most.");
  }

  private void browserCount(String what, long count, String meaning) {
    count("browser" + what, DELIVERIES, all -> count, meaning);
  }

  private void percentiles(String name, Metric metric, String meaning) {
    for (Percentile percentile : Percentile.values()) {
      all.add(percentile(name, metric, percentile, meaning));
    }
  }

  private Quantity percentile(String name, Metric metric, Percentile percentile, String meaning) {
    return Quantity.of(name, NANOSECONDS, figures.percentileNs(metric, percentile), meaning)
        .at(percentile);
  }

  private void time(String name, Optional<Double> ns, String meaning) {
    all.add(Quantity.of(name, NANOSECONDS, ns, meaning));
  }

  private void bytes(String name, OptionalDouble bytes, String meaning) {
    all.add(Quantity.of(name, BYTES, boxed(bytes), meaning));
  }

  private void rounds(String name, int count, String meaning) {
    all.add(Quantity.of(name, ROUNDS, Optional.of((double) count), meaning));
  }

  private void count(
      String name, Quantity.Unit unit, ToLongFunction<Counts> count, String meaning) {
    Optional<Double> value =
        figures.validRounds().isEmpty()
            ? Optional.empty()
            : Optional.of((double) count.applyAsLong(figures.counts()));
    all.add(Quantity.of(name, unit, value, meaning));
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
