package dev.pushmark.server.room;

/** A publisher used one key for two different events. */
public final class KeyReusedException extends Exception {
  private static final long serialVersionUID = 1;

  KeyReusedException() {
    super("an idempotency key stands for one event", null, false, false);
  }
}
