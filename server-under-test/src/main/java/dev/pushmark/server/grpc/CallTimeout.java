package dev.pushmark.server.grpc;

import dev.pushmark.server.wire.RequestException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a client wants a call to take at most (gRPC over HTTP/2, "Timeout"). */
final class CallTimeout {
  static final String HEADER = "grpc-timeout";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,8})([HMSmun])");

  /** A timer cannot be set to more than this by far. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private CallTimeout() {}

  /**
   * The time that the header's value says; null for none.
   *
   * @throws RequestException when it says none
   */
  static @Nullable Duration parse(@Nullable String value) throws RequestException {
    if (value == null) {
      return null;
    }
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      throw RequestException.badRequest(
          HEADER + " must be 1 to 8 digits and one of H M S m u n, was " + value);
    }
    Duration timeout = Duration.of(Long.parseLong(form.group(1)), unit(form.group(2).charAt(0)));
    return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
  }

  private static ChronoUnit unit(char letter) {
    return switch (letter) {
      case 'H' -> ChronoUnit.HOURS;
      case 'M' -> ChronoUnit.MINUTES;
      case 'S' -> ChronoUnit.SECONDS;
      case 'm' -> ChronoUnit.MILLIS;
      case 'u' -> ChronoUnit.MICROS;
      default -> ChronoUnit.NANOS;
    };
  }
}
