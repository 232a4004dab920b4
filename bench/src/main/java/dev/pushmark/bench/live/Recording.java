package dev.pushmark.bench.live;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a browser measured, as the page sends it; all of it is checked, for anybody may send it.
 *
 * @param settings where the sliders stood
 * @param clockStepUs smallest step of the browser's clock that the page saw, in microseconds
 * @param measuredMs length of the measurement
 * @param scheduled events that were due in it
 * @param published of these, events handed to the publishing socket
 * @param sendDelaysUs intended to actual send in microseconds, a list for each second
 * @param lanes the transports that were on, each once
 */
record Recording(
    Settings settings,
    double clockStepUs,
    double measuredMs,
    long scheduled,
    long published,
    List<List<Long>> sendDelaysUs,
    List<Lane> lanes) {
  /** The page stops recording sooner. */
  private static final int MAX_SECONDS = 600;

  private static final long MAX_EVENTS = 200_000;
  private static final long MAX_US = 3_600_000_000L;

  private static final Set<String> TRANSPORTS =
      Set.of("short-polling", "long-polling", "sse", "websocket", "socketio");

  Recording {
    sendDelaysUs = checked(sendDelaysUs, "sendDelaysUs");
    lanes = List.copyOf(lanes);
    check(
        measuredMs >= 100 && measuredMs <= MAX_SECONDS * 1e3,
        "measuredMs",
        "100 to " + MAX_SECONDS * 1000,
        measuredMs);
    check(clockStepUs > 0 && clockStepUs <= 1e6, "clockStepUs", "above 0 to 1000000", clockStepUs);
    check(scheduled >= 1 && scheduled <= MAX_EVENTS, "scheduled", "1 to " + MAX_EVENTS, scheduled);
    check(published >= 0 && published <= scheduled, "published", "0 to scheduled", published);
    check(size(sendDelaysUs) == published, "sendDelaysUs", "one for each published", published);
    check(!lanes.isEmpty(), "lanes", "at least one", 0);
    Set<String> names = new HashSet<>();
    for (Lane lane : lanes) {
      check(names.add(lane.transport()), "lanes", "named once each", lane.transport());
      check(
          lane.delivered() + lane.lost() + lane.skipped() == published,
          "delivered + lost + skipped",
          "published",
          lane.delivered() + lane.lost() + lane.skipped());
    }
  }

  /**
   * Where the sliders stood.
   *
   * @param eventsPerSecond published
   * @param pollIntervalMs between two short polls
   * @param payloadBytes of an event's JSON text
   */
  record Settings(double eventsPerSecond, int pollIntervalMs, int payloadBytes) {
    Settings {
      check(
          eventsPerSecond >= 1 && eventsPerSecond <= 200,
          "eventsPerSecond",
          "1 to 200",
          eventsPerSecond);
      check(
          pollIntervalMs >= 50 && pollIntervalMs <= 10_000,
          "pollIntervalMs",
          "50 to 10000",
          pollIntervalMs);
      check(
          payloadBytes >= 100 && payloadBytes <= 16_384,
          "payloadBytes",
          "100 to 16384",
          payloadBytes);
    }
  }

  /**
   * What one transport brought.
   *
   * @param delivered events that arrived; first copies
   * @param lost events that never arrived, nobody told
   * @param skipped events that a gap told of
   * @param duplicated further copies
   * @param reordered first copies after a later event
   * @param disconnected connections that ended by themselves
   * @param receivedBytes of bodies and messages, which is what a page can see
   * @param requests HTTP requests, those that open a stream or socket among them
   * @param emptyPolls answers without an event
   * @param missedPolls polls not sent because the last was not answered yet
   * @param arrivals messages or answers with at least one event
   * @param outOfDateMs time out of date, its mean
   * @param peakOutOfDateMs its largest
   * @param outOfDateShare share of the time out of date, 0 to 1
   * @param latenciesUs intended send to receive in microseconds, a list for each second of receipt
   */
  record Lane(
      String transport,
      long delivered,
      long lost,
      long skipped,
      long duplicated,
      long reordered,
      int disconnected,
      long receivedBytes,
      long requests,
      long emptyPolls,
      long missedPolls,
      long arrivals,
      double outOfDateMs,
      double peakOutOfDateMs,
      double outOfDateShare,
      List<List<Long>> latenciesUs) {
    Lane {
      check(
          TRANSPORTS.contains(transport),
          "transport",
          "short-polling, long-polling, sse, websocket or socketio",
          transport);
      latenciesUs = checked(latenciesUs, "latenciesUs");
      count(delivered, "delivered");
      count(lost, "lost");
      count(skipped, "skipped");
      count(duplicated, "duplicated");
      count(reordered, "reordered");
      count(disconnected, "disconnected");
      count(requests, "requests");
      count(emptyPolls, "emptyPolls");
      count(missedPolls, "missedPolls");
      count(arrivals, "arrivals");
      check(
          receivedBytes >= 0 && receivedBytes <= 1L << 40,
          "receivedBytes",
          "0 to " + (1L << 40),
          receivedBytes);
      check(size(latenciesUs) == delivered, "latenciesUs", "one for each delivered", delivered);
      check(outOfDateMs >= 0 && outOfDateMs <= 1e7, "outOfDateMs", "0 to 10000000", outOfDateMs);
      check(
          peakOutOfDateMs >= 0 && peakOutOfDateMs <= 1e7,
          "peakOutOfDateMs",
          "0 to 10000000",
          peakOutOfDateMs);
      check(outOfDateShare >= 0 && outOfDateShare <= 1, "outOfDateShare", "0 to 1", outOfDateShare);
    }

    private static void count(long value, String name) {
      check(value >= 0 && value <= MAX_EVENTS, name, "0 to " + MAX_EVENTS, value);
    }
  }

  private static List<List<Long>> checked(List<List<Long>> seconds, String name) {
    // An event may come long after it was due: a slow poll, a stalled server.
    check(seconds.size() <= 2 * MAX_SECONDS, name, "lists of 1200 seconds at most", seconds.size());
    for (List<Long> second : seconds) {
      for (long us : second) {
        check(us >= 0 && us <= MAX_US, name, "0 to " + MAX_US, us);
      }
    }
    return seconds.stream().map(List::copyOf).toList();
  }

  private static long size(List<List<Long>> seconds) {
    return seconds.stream().mapToLong(List::size).sum();
  }

  private static void check(boolean holds, String name, String allowed, Object was) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + allowed + ", was " + was);
    }
  }
}
