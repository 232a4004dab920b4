package dev.pushmark.results.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the injector process knows about a round, its histograms apart.
 *
 * @param measurementStart start of the measurement
 * @param measurementNs length of the measurement
 * @param subscribers subscribers that were to subscribe
 * @param subscribed subscribers that did
 * @param disconnected subscriptions that ended before they were closed
 * @param targetRate events per second asked for
 * @param achievedRate events per second published
 * @param counts what became of each event
 * @param traffic what subscribers' connections carried
 * @param timeOutOfDate how stale subscribers were
 * @param ageOfInformation how old what they held was; null unless the workload is periodic state
 * @param wakeUps event-loop wake-ups that brought at least one delivery
 * @param outages what became of subscribers that were cut off; null unless they come back
 * @param struck connections that each fault of the plan has struck, in the plan's order; null where
 *     there are no faults
 * @param samplePath of one subscriber, to draw; null where none was kept
 * @param complaints what went wrong on the injector's side, in words; empty when nothing did
 * @param convergence whether subscribers of a room end with the same; null unless several publish
 *     into a room
 * @param newcomers what became of those who came while it was measured; null where nobody was to
 */
public record Injection(
    Instant measurementStart,
    long measurementNs,
    int subscribers,
    int subscribed,
    int disconnected,
    double targetRate,
    double achievedRate,
    Counts counts,
    Traffic traffic,
    TimeOutOfDate timeOutOfDate,
    @Nullable AgeOfInformation ageOfInformation,
    long wakeUps,
    @Nullable Outages outages,
    @Nullable List<Long> struck,
    @Nullable SamplePath samplePath,
    List<String> complaints,
    @Nullable Convergence convergence,
    @Nullable NewcomerCounts newcomers) {
  public Injection {
    struck = struck == null ? null : List.copyOf(struck);
    complaints = List.copyOf(complaints);
  }

  /** One of a round without faults, whose subscribers do not come back. */
  public Injection(
      Instant measurementStart,
      long measurementNs,
      int subscribers,
      int subscribed,
      int disconnected,
      double targetRate,
      double achievedRate,
      Counts counts,
      Traffic traffic,
      TimeOutOfDate timeOutOfDate,
      @Nullable AgeOfInformation ageOfInformation,
      long wakeUps,
      @Nullable SamplePath samplePath,
      List<String> complaints) {
    this(
        measurementStart,
        measurementNs,
        subscribers,
        subscribed,
        disconnected,
        targetRate,
        achievedRate,
        counts,
        traffic,
        timeOutOfDate,
        ageOfInformation,
        wakeUps,
        null,
        null,
        samplePath,
        complaints,
        null,
        null);
  }
}
