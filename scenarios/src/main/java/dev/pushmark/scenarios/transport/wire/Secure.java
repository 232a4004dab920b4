package dev.pushmark.scenarios.transport.wire;

import dev.pushmark.scenarios.transport.Endpoint;
import io.netty.channel.Channel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;

/**
 * TLS for our clients. A server on this machine may show a certificate made for the run; any other
 * must show one that the platform trusts. Connections to a server by one version of HTTP share
 * their sessions. Thread safe.
 */
public final class Secure {
  private record Kind(Http http, String host) {}

  private static final Map<Kind, SslContext> CONTEXTS = new ConcurrentHashMap<>();
  private static final Map<String, QuicSslContext> QUIC_CONTEXTS = new ConcurrentHashMap<>();

  private Secure() {}

  static SslHandler handler(Endpoint endpoint, Http http, Channel channel) {
    Kind kind = new Kind(http, endpoint.host());
    return CONTEXTS
        .computeIfAbsent(kind, Secure::context)
        .newHandler(channel.alloc(), endpoint.host(), endpoint.port());
  }

  /** Secures a connection of QUIC, which is HTTP/3's. */
  static QuicSslEngine quicEngine(Endpoint endpoint, QuicChannel channel) {
    return QUIC_CONTEXTS
        .computeIfAbsent(endpoint.host(), Secure::quicContext)
        .newEngine(channel.alloc(), endpoint.host(), endpoint.port());
  }

  private static QuicSslContext quicContext(String host) {
    QuicSslContextBuilder builder =
        QuicSslContextBuilder.forClient().applicationProtocols(Http.V3.protocol());
    if (isLocal(host)) {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm("");
    }
    return builder.build();
  }

  /**
   * Whether a server may show any certificate: it is on this machine or in the network set apart
   * for benchmarks.
   */
  public static boolean isLocal(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || isSetApartForBenchmarks(address.getAddress());
    } catch (UnknownHostException e) {
      return false; // connecting says so, too
    }
  }

  /** 198.18.0.0/15, by RFC 2544, appendix C.2.2. */
  private static boolean isSetApartForBenchmarks(byte[] address) {
    return address.length == 4 && (address[0] & 0xff) == 198 && (address[1] & 0xfe) == 18;
  }

  private static SslContext context(Kind kind) {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    kind.http.protocol()));
    if (isLocal(kind.host)) {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm("");
    }
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
