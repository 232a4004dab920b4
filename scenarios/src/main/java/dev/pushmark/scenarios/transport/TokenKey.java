package dev.pushmark.scenarios.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A secret with which tokens are signed (JSON Web Tokens, RFC 7519, by HS256, RFC 7518, section
 * 3.2), so that every client has one of its own: it goes into the server's key file and the
 * environment of the injector, and nowhere else. Not thread safe.
 */
public final class TokenKey {
  /** The environment variable that holds the secret of an injector. */
  public static final String VARIABLE = "PUSHMARK_TOKEN_KEY";

  private static final int BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final String HEADER = coded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8));

  private final byte[] secret;
  private final Mac mac;

  private TokenKey(byte[] secret) {
    this.secret = secret;
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** A fresh one. */
  public static TokenKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new TokenKey(bytes);
  }

  /**
   * The one in an environment; null if it holds none.
   *
   * @throws IllegalArgumentException naming the variable, never what it holds
   */
  public static @Nullable TokenKey in(Map<String, String> environment) {
    String text = environment.get(VARIABLE);
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length >= BYTES) {
        return new TokenKey(bytes);
      }
    } catch (IllegalArgumentException notBase64) {
      // said below
    }
    throw new IllegalArgumentException(
        VARIABLE + " must hold base64url of " + BYTES + " bytes or more, but holds something else");
  }

  /** What must be added to the environment of a process so that it has the secret. */
  public Map<String, String> environment() {
    return Map.of(VARIABLE, coded(secret));
  }

  /** A JSON Web Key Set (RFC 7517) that holds it. */
  public String keySet() {
    return "{\"keys\":[{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"" + coded(secret) + "\"}]}";
  }

  /**
   * A token that lets its bearer read and publish in all rooms.
   *
   * @param subject its bearer, in letters, digits and dashes
   * @param expires when it is good no more; tokens know whole seconds, so up to one later
   */
  public Token issue(String subject, Instant expires) {
    long seconds = expires.getNano() == 0 ? expires.getEpochSecond() : expires.getEpochSecond() + 1;
    String claims =
        "{\"sub\":\"%s\",\"exp\":%d,\"read\":[\"*\"],\"publish\":[\"*\"]}"
            .formatted(subject, seconds);
    String signed = HEADER + "." + coded(claims.getBytes(UTF_8));
    return Token.of("a token of ours", signed + "." + coded(mac.doFinal(signed.getBytes(UTF_8))));
  }

  private static String coded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "(the key)";
  }
}
