package dev.pushmark.server.access;

/**
 * What somebody may do, and until when.
 *
 * @param subject whom the token names, or the peer's address where there are no tokens
 * @param expiresAtMillis the time of day (ms since 1970) from which on the grant is void
 */
public record Grant(String subject, RoomPatterns read, RoomPatterns publish, long expiresAtMillis) {
  public static final long NEVER = Long.MAX_VALUE;

  /** On a server without tokens. */
  public static Grant open(String subject) {
    return new Grant(subject, RoomPatterns.ALL, RoomPatterns.ALL, NEVER);
  }

  public boolean isExpired(long nowMillis) {
    return nowMillis >= expiresAtMillis;
  }
}
