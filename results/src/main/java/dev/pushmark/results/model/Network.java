package dev.pushmark.results.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way between subscribers and the server, what happens there during the measurement, and what
 * subscribers do about it. A proxy in the injector makes it so; publishers reach the server without
 * it. Packets alone get lost below TCP, on a link to a network namespace of the server's own.
 *
 * @param rtt the round trip that is added to the way, half of it in each direction
 * @param bandwidth bytes per second that each connection passes in each direction; null for as many
 *     as there are
 * @param loss share of the packets of subscribers that get lost, in each direction, independently
 *     of each other; null where none do
 * @param faults what goes wrong
 * @param reconnect what a subscriber does that has been cut off
 * @param bystanders how many subscribers, the last ones of the workload, reach the server without
 *     the proxy, so that only what strikes the server itself strikes them
 */
public record Network(
    Duration rtt,
    @Nullable Long bandwidth,
    @Nullable Double loss,
    List<PlannedFault> faults,
    Reconnect reconnect,
    @Nullable Integer bystanders) {
  private static final Duration MAX_RTT = Duration.ofSeconds(10);
  private static final double MAX_LOSS = 0.5;

  /** Longer than any round. */
  private static final Duration ALWAYS = Duration.ofDays(7);

  /** Nothing is added, nothing happens. */
  public static final Network CALM = new Network(Duration.ZERO, List.of(), Reconnect.DEFAULT);

  public Network {
    Check.that(
        !rtt.isNegative() && rtt.compareTo(MAX_RTT) <= 0,
        "network.rtt",
        "0s to 10s",
        DurationText.format(rtt));
    Check.that(bandwidth == null || bandwidth >= 1, "network.bandwidth", ">= 1 byte/s", bandwidth);
    Check.that(loss == null || (loss >= 0 && loss <= MAX_LOSS), "network.loss", "0 to 0.5", loss);
    loss = loss == null || loss == 0 ? null : loss; // one way to say that none get lost
    faults = List.copyOf(faults);
    new FaultPlan(0, faults); // which has bounds
    bystanders = bystanders == null ? 0 : bystanders; // written before there were any
    Check.that(bystanders >= 0, "network.bystanders", ">= 0", bystanders);
  }

  /** One without bystanders. */
  public Network(
      Duration rtt,
      @Nullable Long bandwidth,
      @Nullable Double loss,
      List<PlannedFault> faults,
      Reconnect reconnect) {
    this(rtt, bandwidth, loss, faults, reconnect, 0);
  }

  @Override
  public Integer bystanders() {
    return bystanders == null ? 0 : bystanders;
  }

  /** One that neither narrows nor loses anything. */
  public Network(Duration rtt, List<PlannedFault> faults, Reconnect reconnect) {
    this(rtt, null, null, faults, reconnect);
  }

  /** Whether there is anything for a proxy to do. */
  public boolean needsProxy() {
    return !rtt.isZero() || bandwidth != null || !faults.isEmpty();
  }

  /** The share of packets that get lost, 0 to 0.5. */
  public double lossShare() {
    return loss == null ? 0 : loss;
  }

  /** The same with so many bystanders. */
  public Network withBystanders(int number) {
    return new Network(rtt, bandwidth, loss, faults, reconnect, number);
  }

  /** The faults of a round. */
  public FaultPlan plan(long seed) {
    return new FaultPlan(seed, faults);
  }

  /** What holds from before the first connection on. */
  public FaultPlan always(long seed) {
    List<PlannedFault> always = new ArrayList<>();
    if (!rtt.isZero()) {
      always.add(new PlannedFault(Duration.ZERO, new Fault.Delay(rtt.dividedBy(2), ALWAYS)));
    }
    if (bandwidth != null) {
      always.add(new PlannedFault(Duration.ZERO, new Fault.Bandwidth(bandwidth, ALWAYS)));
    }
    return new FaultPlan(seed, always);
  }
}
