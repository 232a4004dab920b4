package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Workload.PublishVia;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Token;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every client shows its token, and says so when that is not enough, without showing it there. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class TokenTest {
  private static final String SECRET = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.x_-~+/==";
  private static final String ROOM = "news";

  private final LinkedBlockingQueue<String> heads = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> refusals = new LinkedBlockingQueue<>();
  private final Access withToken = new Access(Token.of("test", SECRET), refusals::add);

  @ParameterizedTest
  @MethodSource("dev.pushmark.scenarios.contract.Contender#overHttp1")
  void subscribersShowItAndAreToldApartFromOtherFailures(String transport) throws Exception {
    Inbox inbox = new Inbox();
    try (RawServer server = refusing("401 Unknown " + SECRET);
        ClientLoop loop = new ClientLoop(server.url(), withToken)) {
      loop.subscribe(Contender.client(transport, Duration.ofSeconds(1)), ROOM, inbox);
      assertThat(next(heads)).contains("\r\nAuthorization: Bearer " + SECRET + "\r\n");
      assertThat(next(refusals))
          .isEqualTo(
              "subscribing was answered with 401 Unknown (the token); the token that was shown"
                  + " does not allow it");
      assertThat(inbox.takeEnd()).contains("401");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.pushmark.scenarios.contract.Contender#overHttp1")
  void withoutATokenNoneIsShownAndThatIsSaid(String transport) throws Exception {
    Inbox inbox = new Inbox();
    try (RawServer server = refusing("403 Forbidden");
        ClientLoop loop = new ClientLoop(server.url(), new Access(null, refusals::add))) {
      loop.subscribe(Contender.client(transport, Duration.ofSeconds(1)), ROOM, inbox);
      assertThat(next(heads)).doesNotContainIgnoringCase("authorization");
      assertThat(next(refusals))
          .isEqualTo(
              "subscribing was answered with 403 Forbidden; no token was shown (PUSHMARK_TOKEN,"
                  + " --token-file)");
      assertThat(inbox.takeEnd()).contains("403");
    }
  }

  @ParameterizedTest
  @EnumSource(PublishVia.class)
  void publishersShowItAndAreToldApartFromOtherFailures(PublishVia via) throws Exception {
    LinkedBlockingQueue<String> complaints = new LinkedBlockingQueue<>();
    try (RawServer server = refusing("401 Unauthorized");
        ClientLoop loop = new ClientLoop(server.url(), withToken)) {
      try {
        Publisher publisher = loop.open(Transports.publishing(via), ROOM, complaints::add);
        loop.publish(publisher, 0, 1);
        assertThat(next(complaints)).contains("401");
      } catch (ExecutionException refused) {
        assertThat(via).isEqualTo(PublishVia.WEBSOCKET);
        assertThat(refused).hasRootCauseInstanceOf(IOException.class).hasMessageContaining("401");
      }
      assertThat(next(heads)).contains("\r\nAuthorization: Bearer " + SECRET + "\r\n");
      assertThat(next(refusals)).startsWith("publishing was answered with 401 Unauthorized;");
    }
  }

  @Test
  void anythingButABearerTokenIsRefusedWithoutBeingShown() {
    for (String wrong : new String[] {"", "two words", "line\nbreak", "a\u0000b", "x\r\nHost: y"}) {
      assertThatThrownBy(() -> Token.of("--token-file t", wrong))
          .hasMessage(
              "--token-file t must hold one bearer token (letters, digits, - . _ ~ + / and = at"
                  + " the end), but holds something else");
    }
    assertThat(Token.of("file", " " + SECRET + "\n").toString()).isEqualTo("(the token)");
    assertThat(Token.in(Map.of())).isNull();
    assertThat(Token.in(Map.of("PUSHMARK_TOKEN", ""))).isNull();
  }

  private RawServer refusing(String status) throws IOException {
    return new RawServer(
        (in, out) -> {
          heads.add(RawServer.readHead(in));
          out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes(ISO_8859_1));
          out.flush();
          in.transferTo(java.io.OutputStream.nullOutputStream());
        });
  }

  private static String next(LinkedBlockingQueue<String> queue) throws InterruptedException {
    String item = queue.poll(20, TimeUnit.SECONDS);
    assertThat(item).isNotNull();
    return item;
  }
}
