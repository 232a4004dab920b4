package dev.pushmark.server.socketio.engine;

import java.security.SecureRandom;
import java.util.Base64;

/** Names that nobody can guess: who knows one is taken for its owner. Thread safe. */
public final class Ids {
  private static final int BYTES = 15;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder();

  private final SecureRandom random = new SecureRandom();

  /** Twenty letters, digits, hyphens and underscores. */
  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return TEXT.encodeToString(bytes);
  }
}
