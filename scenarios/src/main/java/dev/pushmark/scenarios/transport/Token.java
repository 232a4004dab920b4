package dev.pushmark.scenarios.transport;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token (RFC 6750, section 2.1): a secret, so it is written into requests and the
 * environment of the process that sends them, and nowhere else; its text form does not show it.
 */
public final class Token {
  /** The environment variable that holds the token of measuring clients and publishers. */
  public static final String VARIABLE = "PUSHMARK_TOKEN";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]{1,8192}=*");

  private final String secret;

  private Token(String secret) {
    this.secret = secret;
  }

  /**
   * A token as it was given; space around it is no part of it.
   *
   * @param source for the error: what gave it
   * @throws IllegalArgumentException naming the source, never what it holds
   */
  public static Token of(String source, String text) {
    String secret = text.strip();
    if (!FORM.matcher(secret).matches()) {
      throw new IllegalArgumentException(
          source
              + " must hold one bearer token (letters, digits, - . _ ~ + / and = at the end), but"
              + " holds something else");
    }
    return new Token(secret);
  }

  /** The token in an environment; null if it holds none. */
  public static @Nullable Token in(Map<String, String> environment) {
    String text = environment.get(VARIABLE);
    return text == null || text.isBlank() ? null : of(VARIABLE, text);
  }

  /** What must be added to the environment of a process so that it has the token. */
  public Map<String, String> environment() {
    return Map.of(VARIABLE, secret);
  }

  String secret() {
    return secret;
  }

  String authorization() {
    return "Bearer " + secret;
  }

  /** A text from elsewhere without the token, should it hold it. */
  String hiddenIn(String text) {
    return text.replace(secret, toString());
  }

  @Override
  public String toString() {
    return "(the token)";
  }
}
