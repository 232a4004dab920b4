package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.NewcomerCounts;
import dev.pushmark.results.model.Newcomers;
import dev.pushmark.results.model.Newcomers.Shown;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.recording.Window;
import dev.pushmark.scenarios.stamp.StampReader;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.Token;
import dev.pushmark.scenarios.transport.TokenKey;
import dev.pushmark.scenarios.transport.Transport;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Lets newcomers come at their times, whatever became of those before, and counts those whose time
 * lies in the measurement. Used on one event loop; {@link #outcome} is for any thread.
 */
final class Reception {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double SECOND_NS = 1e9;

  private final Newcomers asked;
  private final Transport transport;
  private final Line line;
  private final Clock clock;
  private final @Nullable TokenKey key;
  private final @Nullable TokenKey nobodysKey;
  private final Complaints complaints;
  private final Tally uncounted = new Tally();
  private final Tally counted = new Tally();
  private final List<Newcomer> all = new ArrayList<>();
  private final Histogram connect = new Histogram(SIGNIFICANT_DIGITS);
  private final Histogram firstEvent = new Histogram(SIGNIFICANT_DIGITS);
  private final Histogram latency = new Histogram(SIGNIFICANT_DIGITS);
  private final StampReader stamp = new StampReader();
  private String room = "";
  private String place = "";
  private Window window = Window.ALWAYS;
  private volatile @Nullable Outcome outcome;

  /**
   * What came of the newcomers of the measurement.
   *
   * @param histograms of those that got so far
   */
  record Outcome(NewcomerCounts counts, Map<Metric, Histogram> histograms) {}

  /**
   * A reception that nobody comes to yet.
   *
   * @param line of their event loop; they have others who count and let them in
   * @param key with which each gets a token of its own; null where they show the line's, if any
   */
  Reception(
      Newcomers asked,
      Transport transport,
      Line line,
      @Nullable TokenKey key,
      Complaints complaints) {
    this.asked = asked;
    this.transport = transport;
    this.line = line;
    this.clock = line.clock();
    this.key = key;
    this.nobodysKey = key == null ? null : TokenKey.random();
    this.complaints = complaints;
  }

  /**
   * Opens, until the end of the drain.
   *
   * @param behind the place behind which the greeting stands
   * @param over run when everybody has left
   */
  void open(String name, String behind, Timeline timeline, Runnable over) {
    room = name;
    place = behind;
    window = timeline.window();
    next(0, timeline);
    line.loop()
        .schedule(
            () -> {
              close();
              over.run();
            },
            timeline.endNs() - nowNs(),
            TimeUnit.NANOSECONDS);
  }

  private void next(long number, Timeline timeline) {
    long dueNs = timeline.startNs() + Math.round(number * SECOND_NS / asked.perSecond());
    if (dueNs >= timeline.drainStartNs()) {
      return;
    }
    Shown shown = asked.shown(number);
    Token token = token(number, shown);
    line.loop()
        .schedule(
            () -> {
              come(new Newcomer(this, shown, dueNs, window.contains(dueNs)), token);
              next(number + 1, timeline);
            },
            Math.max(0, dueNs - nowNs()),
            TimeUnit.NANOSECONDS);
  }

  /** Signed before its bearer comes, whose time it does not take. */
  private @Nullable Token token(long number, Shown shown) {
    if (key == null || nobodysKey == null) {
      return null;
    }
    Duration life = shown == Shown.EXPIRED ? Duration.ofMinutes(-1) : asked.tokenLife();
    return (shown == Shown.WRONG ? nobodysKey : key)
        .issue("newcomer-" + number, clock.wallTime().plus(life));
  }

  private void come(Newcomer newcomer, @Nullable Token token) {
    all.add(newcomer);
    Access access = line.access().heardBy(refusal -> newcomer.refused());
    Line own =
        line.with(
            newcomer.isMeasured() ? counted : uncounted,
            token == null ? access : new Access(token, refusal -> newcomer.refused()));
    newcomer.opened(transport.subscribe(own, room, place, newcomer));
  }

  long nowNs() {
    return clock.nanoTime();
  }

  /** A newcomer's subscription stands, so long after it was to come. */
  void connected(Newcomer who, long afterNs) {
    if (who.isMeasured()) {
      connect.recordValue(afterNs);
    }
  }

  /** A newcomer has its first event, and may leave when it has stayed its time. */
  void greeted(Newcomer who, long afterNs) {
    if (who.isMeasured()) {
      firstEvent.recordValue(afterNs);
    }
    line.loop().schedule(who::leave, asked.stay().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Records the events that were due once a subscription stood; others were there before. */
  void delivered(ByteBuf bytes, int from, int to, long subscribedNs, long nowNs) {
    int at = stamp.next(bytes, from, to);
    while (at >= 0) {
      if (stamp.intact()
          && stamp.intendedSendTimeNs() >= subscribedNs
          && window.contains(stamp.intendedSendTimeNs())) {
        latency.recordValue(nowNs - stamp.intendedSendTimeNs());
      }
      at = stamp.next(bytes, at, to);
    }
  }

  /** Something is missing on this side. */
  void complain(String complaint) {
    complaints.add(complaint);
  }

  private void close() {
    outcome = new Outcome(counts(), histograms());
    all.forEach(Newcomer::leave);
  }

  private Map<Metric, Histogram> histograms() {
    return Map.of(
        Metric.CONNECT, connect, Metric.FIRST_EVENT, firstEvent, Metric.NEWCOMER_LATENCY, latency);
  }

  private NewcomerCounts counts() {
    return new NewcomerCounts(
        count(who -> true),
        count(Newcomer::isSubscribed),
        count(Newcomer::isGreeted),
        count(Newcomer::isUpgraded),
        count(who -> who.shows(Shown.GOOD) && who.isRefused()),
        count(who -> who.shows(Shown.WRONG)),
        count(who -> who.shows(Shown.WRONG) && who.isRefused()),
        count(who -> who.shows(Shown.EXPIRED)),
        count(who -> who.shows(Shown.EXPIRED) && who.isRefused()),
        count(Newcomer::isEnded),
        counted.traffic());
  }

  private long count(Predicate<Newcomer> kind) {
    return all.stream().filter(Newcomer::isMeasured).filter(kind).count();
  }

  /** What came of it; null until everybody has left. */
  @Nullable Outcome outcome() {
    return outcome;
  }
}
