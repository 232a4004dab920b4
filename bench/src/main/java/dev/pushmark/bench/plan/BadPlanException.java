package dev.pushmark.bench.plan;

/**
 * A plan that cannot be carried out; the message is one line: the name, the value, what is allowed.
 */
public final class BadPlanException extends Exception {
  private static final long serialVersionUID = 1L;

  BadPlanException(String message) {
    super(message);
  }
}
