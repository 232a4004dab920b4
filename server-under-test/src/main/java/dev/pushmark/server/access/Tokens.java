package dev.pushmark.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.pushmark.server.room.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies bearer tokens: JSON Web Tokens (RFC 7519), signed by a key of a JSON Web Key Set (RFC
 * 7517). The claims {@code sub} and {@code exp} are required; {@code read} and {@code publish} list
 * the rooms, each by its name or as {@code PREFIX*}. Thread safe.
 */
public final class Tokens {
  static final String READ = "read";
  static final String PUBLISH = "publish";

  /** Signatures only: neither "none" nor encryption. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.HS256,
          JWSAlgorithm.HS384,
          JWSAlgorithm.HS512,
          JWSAlgorithm.RS256,
          JWSAlgorithm.PS256,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  Tokens(JWKSet keys, Clock clock) {
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
    processor.setJWTClaimsSetVerifier(new Claims(clock));
  }

  /**
   * Trusts the keys in {@code file}, a JSON Web Key Set.
   *
   * @throws IOException when it cannot be read or holds no key for signatures
   */
  public static Tokens signedBy(Path file, Clock clock) throws IOException {
    return new Tokens(keys(file), clock);
  }

  static JWKSet keys(Path file) throws IOException {
    JWKSet keys;
    if (!Files.isReadable(file)) {
      throw new IOException(file + " cannot be read");
    }
    try {
      keys = JWKSet.parse(Files.readString(file));
    } catch (ParseException e) {
      throw new IOException(file + " is no JSON Web Key Set", e);
    }
    if (keys.isEmpty()) {
      throw new IOException(file + " holds no key");
    }
    for (JWK key : keys.getKeys()) {
      if (key.size() > 0 && "oct".equals(key.getKeyType().getValue()) && key.size() < 256) {
        throw new IOException(file + ": a secret must have 256 bits or more, has " + key.size());
      }
    }
    return keys;
  }

  /**
   * What the token allows.
   *
   * @throws AccessException when it is malformed, foreign or expired
   */
  Grant verify(String token) throws AccessException {
    try {
      JWTClaimsSet claims = processor.process(SignedJWT.parse(token), null);
      return new Grant(
          claims.getSubject(),
          patterns(claims.getStringListClaim(READ)),
          patterns(claims.getStringListClaim(PUBLISH)),
          claims.getExpirationTime().getTime());
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
      throw new AccessException(
          AccessException.Cause.BAD_TOKEN, "the token is malformed, foreign or expired");
    }
  }

  private static RoomPatterns patterns(@Nullable List<String> listed) {
    return listed == null ? RoomPatterns.NONE : new RoomPatterns(listed);
  }

  /** Requires what a grant is made of, and takes the time from our clock. */
  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final Clock clock;

    Claims(Clock clock) {
      super(null, Set.of("sub", "exp"));
      this.clock = clock;
      setMaxClockSkew(0);
    }

    @Override
    protected Date currentTime() {
      return Date.from(Instant.ofEpochMilli(clock.currentTimeMillis()));
    }
  }
}
