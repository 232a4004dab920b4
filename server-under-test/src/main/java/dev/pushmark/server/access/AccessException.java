package dev.pushmark.server.access;

/** Access is refused. Its message is for the client and repeats nothing that the client sent. */
public final class AccessException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Cause {
    /** A token is needed and there is none. */
    NO_TOKEN,
    /** The token is malformed, foreign or expired. */
    BAD_TOKEN,
    /** The token is good, but not for this. */
    NOT_PERMITTED,
    /** A page from elsewhere. */
    FOREIGN_ORIGIN
  }

  private final Cause reason;

  AccessException(Cause reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Cause reason() {
    return reason;
  }

  /** What the client is told. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
