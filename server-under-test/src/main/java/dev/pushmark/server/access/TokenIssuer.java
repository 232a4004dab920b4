package dev.pushmark.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/** Makes keys and tokens, for trying things out and for tests. */
public final class TokenIssuer {
  private static final int SECRET_BITS = 256;

  private final OctetSequenceKey secret;

  private TokenIssuer(OctetSequenceKey secret) {
    this.secret = secret;
  }

  /**
   * Signs with the first secret in {@code file}, a JSON Web Key Set.
   *
   * @throws IOException when it cannot be read or holds no secret
   */
  public static TokenIssuer with(Path file) throws IOException {
    for (JWK key : Tokens.keys(file).getKeys()) {
      if (key instanceof OctetSequenceKey secret) {
        return new TokenIssuer(secret);
      }
    }
    throw new IOException(file + " holds no secret (kty oct) to sign with");
  }

  /**
   * Writes a key set with one fresh secret to {@code file}, which must not exist yet, readable by
   * its owner only.
   */
  public static void createKeys(Path file) throws IOException {
    JWKSet keys;
    try {
      keys =
          new JWKSet(
              new OctetSequenceKeyGenerator(SECRET_BITS)
                  .algorithm(JWSAlgorithm.HS256)
                  .keyIDFromThumbprint(true)
                  .generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("a secret needs nothing but random bytes", e);
    }
    try (WritableByteChannel out =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      Channels.newOutputStream(out)
          .write((keys.toString(false) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A token that grants this to its bearer. */
  public String issue(Grant grant) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(grant.subject())
            .expirationTime(Date.from(Instant.ofEpochMilli(grant.expiresAtMillis())))
            .claim(Tokens.READ, grant.read().patterns())
            .claim(Tokens.PUBLISH, grant.publish().patterns())
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(JOSEObjectType.JWT)
            .keyID(secret.getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException("the secret was checked when it was read", e);
    }
    return token.serialize();
  }
}
