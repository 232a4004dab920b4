package dev.pushmark.server.wire;

import dev.pushmark.server.room.Clock;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.codec.quic.SslSessionTicketKey;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What TLS connections are secured with: a certificate made for this run, and the versions of HTTP
 * that can be agreed upon. Thread safe.
 */
public final class Tls {
  /** What browsers take as a certificate that is named by its hash (WebTransport). */
  private static final Duration VALID = Duration.ofDays(13);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final X509Bundle certificate;
  private final boolean resumption;
  private final SslContext context;

  /** Null where the platform lacks QUIC. */
  private final @Nullable QuicSslContext quic;

  private Tls(X509Bundle certificate, boolean resumption) throws SSLException {
    this.certificate = certificate;
    this.resumption = resumption;
    this.context = context(certificate, resumption);
    this.quic = Quic.isAvailable() ? quic(certificate) : null;
  }

  /**
   * With a self-signed certificate for this machine (ECDSA, P-256).
   *
   * @param resumption whether clients may resume earlier sessions (RFC 8446, section 2.2)
   */
  public static Tls selfSigned(boolean resumption, Clock clock) {
    Instant now = Instant.ofEpochMilli(clock.currentTimeMillis());
    try {
      X509Bundle certificate =
          new CertificateBuilder()
              .algorithm(CertificateBuilder.Algorithm.ecp256)
              .subject("CN=Pushmark reference server")
              .addSanDnsName("localhost")
              .addSanIpAddress("127.0.0.1")
              .addSanIpAddress("::1")
              .notBefore(now.minus(Duration.ofHours(1)))
              .notAfter(now.plus(VALID))
              .setIsCertificateAuthority(true)
              .buildSelfSigned();
      return new Tls(certificate, resumption);
    } catch (Exception e) { // what CertificateBuilder declares
      throw new IllegalStateException("a self-signed certificate cannot be made", e);
    }
  }

  private static SslContext context(X509Bundle certificate, boolean resumption)
      throws SSLException {
    boolean openSsl = OpenSsl.isAvailable();
    SslContext context =
        SslContextBuilder.forServer(
                certificate.getKeyPair().getPrivate(), certificate.getCertificatePath())
            .sslProvider(openSsl ? SslProvider.OPENSSL : SslProvider.JDK)
            .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
            .sessionCacheSize(resumption ? 0 : 1)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1))
            .build();
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setSessionCacheEnabled(resumption);
      if (resumption) {
        sessions.setTicketKeys(ticketKey()); // without one, OpenSSL gives out no tickets
      }
    }
    return context;
  }

  private static OpenSslSessionTicketKey ticketKey() {
    return new OpenSslSessionTicketKey(
        random(OpenSslSessionTicketKey.NAME_SIZE),
        random(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
        random(OpenSslSessionTicketKey.AES_KEY_SIZE));
  }

  private static QuicSslContext quic(X509Bundle certificate) {
    return QuicSslContextBuilder.forServer(
            certificate.getKeyPair().getPrivate(), null, certificate.getCertificatePath())
        .applicationProtocols(Http3.supportedApplicationProtocols())
        .build();
  }

  /**
   * Secures a connection of HTTP/3. BoringSSL always gives out tickets; a new key for every
   * connection makes those of earlier ones worthless.
   */
  QuicSslEngine newQuicEngine(ByteBufAllocator allocator) {
    if (quic == null) {
      throw new IllegalStateException("no QUIC on this platform");
    }
    if (!resumption) {
      quic.sessionContext().setTicketKeys(quicTicketKey());
    }
    return quic.newEngine(allocator);
  }

  private static SslSessionTicketKey quicTicketKey() {
    return new SslSessionTicketKey(
        random(SslSessionTicketKey.NAME_SIZE),
        random(SslSessionTicketKey.HMAC_KEY_SIZE),
        random(SslSessionTicketKey.AES_KEY_SIZE));
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }

  /** For TCP, where ALPN chooses between HTTP/2 and HTTP/1.1. */
  SslContext context() {
    return context;
  }

  /** What clients are shown. */
  public X509Certificate certificate() {
    return certificate.getCertificate();
  }

  /** The certificate's SHA-256 hash in hexadecimal digits, by which a browser can be told of it. */
  public String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(certificate.getCertificate().getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
