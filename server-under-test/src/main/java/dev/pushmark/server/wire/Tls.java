package dev.pushmark.server.wire;

import dev.pushmark.server.room.Clock;
import io.netty.handler.codec.http2.Http2SecurityUtil;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.net.ssl.SSLException;

/**
 * What TLS connections are secured with: a certificate made for this run, and the versions of HTTP
 * that can be agreed upon. Thread safe.
 */
public final class Tls {
  /** What browsers take as a certificate that is named by its hash (WebTransport). */
  private static final Duration VALID = Duration.ofDays(13);

  private final X509Bundle certificate;
  private final SslContext context;

  private Tls(X509Bundle certificate, SslContext context) {
    this.certificate = certificate;
    this.context = context;
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
      return new Tls(certificate, context(certificate, resumption));
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
    SecureRandom random = new SecureRandom();
    byte[] name = new byte[OpenSslSessionTicketKey.NAME_SIZE];
    byte[] hmac = new byte[OpenSslSessionTicketKey.HMAC_KEY_SIZE];
    byte[] aes = new byte[OpenSslSessionTicketKey.AES_KEY_SIZE];
    random.nextBytes(name);
    random.nextBytes(hmac);
    random.nextBytes(aes);
    return new OpenSslSessionTicketKey(name, hmac, aes);
  }

  /** For TCP, where ALPN chooses between HTTP/2 and HTTP/1.1. */
  SslContext context() {
    return context;
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
