package dev.pushmark.server.wire;

import java.time.Duration;

/**
 * How long a client may keep the server waiting.
 *
 * @param request from the first byte of a request, or of a WebSocket message, to its last
 * @param idle between two requests on one connection, and while it takes nothing of what it is sent
 */
public record Timeouts(Duration request, Duration idle) {
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofDays(1);

  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(60), Duration.ofMinutes(2));

  public Timeouts {
    check("--request-timeout", request);
    check("--idle-timeout", idle);
  }

  private static void check(String option, Duration timeout) {
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          option + " must be 50ms to 1d, was " + timeout.toMillis() + "ms");
    }
  }

  Duration shorter() {
    return request.compareTo(idle) < 0 ? request : idle;
  }
}
