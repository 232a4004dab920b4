package dev.pushmark.bench.experiment;

import java.time.Duration;

/**
 * What goes on between server and clients in a second.
 *
 * @param polls requests of those who poll at an interval
 * @param fullPolls of these, those that bring something
 * @param heartbeats signs of life over connections that are held: pings, comments, or long polls
 *     that end without an event
 * @param events delivered
 */
record Load(double polls, double fullPolls, double heartbeats, double events) {
  /** How often the reference server gives a sign of life over SSE and WebSocket. */
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** How long it holds a long poll, as clients ask by default. */
  static final Duration HOLD = Duration.ofSeconds(20);

  /**
   * Of one client that polls: events come at random (a Poisson process with rate λ), so a poll
   * after an interval T brings something with probability 1 − e^−λT.
   */
  static Load polling(Duration interval, double eventsPerSecond) {
    double seconds = interval.toNanos() / 1e9;
    double full = -Math.expm1(-eventsPerSecond * seconds);
    return new Load(1 / seconds, full / seconds, 0, eventsPerSecond);
  }

  /** Of one client with SSE or WebSocket. */
  static Load push(double eventsPerSecond) {
    return new Load(0, 0, 1e9 / HEARTBEAT.toNanos(), eventsPerSecond);
  }

  /**
   * Of one client that polls long: a poll ends without an event after a hold H in which there is
   * none, which happens λ / (e^λH − 1) times a second.
   */
  static Load longPolling(double eventsPerSecond) {
    double hold = HOLD.toNanos() / 1e9;
    double empty =
        eventsPerSecond == 0 ? 1 / hold : eventsPerSecond / Math.expm1(eventsPerSecond * hold);
    return new Load(0, 0, empty, eventsPerSecond);
  }

  /** Of so many such clients. */
  Load times(double clients) {
    return new Load(polls * clients, fullPolls * clients, heartbeats * clients, events * clients);
  }

  /** The same in a time too short for a sign of life. */
  Load withoutHeartbeats() {
    return new Load(polls, fullPolls, 0, events);
  }
}
