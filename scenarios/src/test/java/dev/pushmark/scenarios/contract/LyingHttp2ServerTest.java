package dev.pushmark.scenarios.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.registry.Transports;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that breaks HTTP/2, or breaks off, ends a subscription once, in plain words. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class LyingHttp2ServerTest {
  private static final Duration OFTEN = Duration.ofMillis(20);

  /** How long the server waits for a client that has nothing to say, before it breaks off. */
  private static final int PATIENCE_MS = 200;

  private static final String NOT_AGREED = "the server did not agree to HTTP/2";

  static Stream<Arguments> lies() {
    return transports()
        .flatMap(transport -> Http2Lie.ALL.stream().map(lie -> Arguments.of(transport, lie)));
  }

  static Stream<String> transports() {
    return Transports.names().stream()
        .filter(name -> name.endsWith("-h2"))
        .filter(name -> !name.equals("push-h2")); // see BrokenPushTest
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("lies")
  void aLieEndsTheSubscription(String transport, Http2Lie lie) throws Exception {
    RawServer.Conversation conversation = (in, out) -> tell(lie, new DataInputStream(in), out);
    try (RawServer server = new RawServer(conversation, PATIENCE_MS)) {
      requireEnd(transport, server, lie.reason());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void whoeverAgreesToNoVersionInTlsIsNotTakenForHttp2(String transport) throws Exception {
    try (RawServer server = secured()) {
      requireEnd(transport, server, NOT_AGREED);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void whoeverAgreesToAnotherVersionOnlyIsNotTakenForHttp2(String transport) throws Exception {
    try (RawServer server = secured("http/1.1")) {
      requireEnd(transport, server, NOT_AGREED);
    }
  }

  private static void requireEnd(String transport, RawServer server, String reason)
      throws Exception {
    Inbox inbox = new Inbox();
    try (ClientLoop loop = new ClientLoop(server.url())) {
      loop.subscribe(Contender.client(transport, OFTEN), "room", inbox);
      String item = inbox.take();
      if (item.equals(Inbox.SUBSCRIBED)) {
        item = inbox.take();
      }
      assertThat(item).startsWith(Inbox.ENDED).matches("[ -~]+").containsPattern(reason);
      assertThat(item).doesNotContain("Exception", "null", "  ", "Buf");
      loop.run(() -> {});
    }
    assertThat(inbox.drain()).isEmpty();
  }

  /** A server that knows these protocols only, and says nothing in any of them. */
  private static RawServer secured(String... protocols) throws Exception {
    X509Bundle certificate =
        new CertificateBuilder()
            .algorithm(CertificateBuilder.Algorithm.ecp256)
            .subject("CN=raw")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    return new RawServer(
        (in, out) -> in.transferTo(OutputStream.nullOutputStream()), PATIENCE_MS, socket);
  }

  private static void tell(Http2Lie lie, DataInputStream in, OutputStream out) throws IOException {
    Http2Bytes.skipPreface(in);
    out.write(lie.lie().on(Http2Bytes.awaitRequest(in)));
    out.flush();
    in.transferTo(OutputStream.nullOutputStream());
  }
}
