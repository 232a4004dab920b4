package dev.pushmark.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.clients.RawStream.Frame;
import dev.pushmark.server.reading.Api;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Retention;
import dev.pushmark.server.wire.Timeouts;
import dev.pushmark.server.wire.Tls;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Server push to the JDK's client, and to one whose settings are a test's own. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class PushTest {
  private static final int EVENTS = 300;

  /** An answer that was pushed, to a request that the server has made up. */
  private record Pushed(String method, String path, int status, String type, String body) {}

  /** Takes every promise. */
  private static final class Pushes implements PushPromiseHandler<InputStream> {
    private final LinkedBlockingQueue<Pushed> arrived = new LinkedBlockingQueue<>();

    @Override
    public void applyPushPromise(
        HttpRequest initiating,
        HttpRequest promised,
        Function<BodyHandler<InputStream>, CompletableFuture<HttpResponse<InputStream>>> acceptor) {
      acceptor
          .apply(BodyHandlers.ofInputStream())
          .thenAcceptAsync(answer -> arrived.add(read(promised, answer)));
    }

    private static Pushed read(HttpRequest promised, HttpResponse<InputStream> answer) {
      try (InputStream body = answer.body()) {
        return new Pushed(
            promised.method(),
            promised.uri().getPath(),
            answer.statusCode(),
            answer.headers().firstValue("content-type").orElse(""),
            new String(body.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Pushed next() throws InterruptedException {
      Pushed next = arrived.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing was pushed");
      }
      return next;
    }
  }

  @Test
  void theJdksClientIsPushedEveryEventAndToldItsPlaceAndGaps() throws Exception {
    ServerConfig config =
        ServerConfig.defaults()
            .withTls(Tls.selfSigned(true, Clock.SYSTEM))
            .withRetention(new Retention(EVENTS, 64 << 20, Duration.ofMinutes(1)));
    try (ReferenceServer server = ReferenceServer.start(config)) {
      Api api = Api.of(server);
      String first = api.publish("room", 0);
      List<Pushed> published = new ArrayList<>();
      for (int event = 1; event <= EVENTS; event++) {
        String id = api.publish("room", event);
        published.add(pushed(id, event));
      }
      String gone = first.replaceFirst("-1$", "-0");
      Pushes pushes = new Pushes();
      HttpResponse<InputStream> answer =
          client()
              .sendAsync(
                  HttpRequest.newBuilder(
                          URI.create(
                              "https://localhost:"
                                  + server.port()
                                  + "/rooms/room/push?after="
                                  + gone))
                      .build(),
                  BodyHandlers.ofInputStream(),
                  pushes)
              .get(20, TimeUnit.SECONDS);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(200);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("{\"place\":\"" + gone + "\"}");
      String next = first.replaceFirst("-1$", "-2");
      assertThat(lines.readLine())
          .isEqualTo("{\"gap\":{\"after\":\"" + gone + "\",\"next\":\"" + next + "\"}}");
      List<Pushed> pushed = new ArrayList<>();
      while (pushed.size() < EVENTS) {
        pushed.add(pushes.next());
      }
      assertThat(pushed).containsExactlyInAnyOrderElementsOf(published);
      assertThat(api.get("/metrics").body())
          .contains("pushmark_connections{transport=\"push\"} 1.0");
    }
  }

  private static Pushed pushed(String id, int event) {
    String json = "{\"id\":\"" + id + "\",\"data\":" + event + "}";
    return new Pushed("GET", "/rooms/room/events/" + id, 200, "application/json", json);
  }

  private static HttpClient client() throws GeneralSecurityException {
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(trusting).build();
  }

  @Test
  void whoWantsNoPushesOrCannotHaveAnyIsToldSo() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        RawStream unwilling = new RawStream(server, RawStream.ENABLE_PUSH, 0)) {
      unwilling.get("/rooms/room/push");
      assertThat(unwilling.next(RawStream.DATA).payload())
          .isEqualTo("{\"error\":\"the client has turned server push off (ENABLE_PUSH = 0)\"}\n");
      HttpResponse<String> old = Api.of(server).get("/rooms/room/push");
      assertThat(old.statusCode()).isEqualTo(505);
      assertThat(old.body()).contains("server push is spoken over HTTP/2 only");
    }
  }

  /** Whose windows are closed: what is pushed begins, and what follows waits in the log. */
  @Test
  void oneAnswerIsPushedAfterTheOtherAsTheClientTakesThem() throws Exception {
    int[] settings = {RawStream.MAX_CONCURRENT_STREAMS, 1, RawStream.INITIAL_WINDOW_SIZE, 0};
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        RawStream stream = new RawStream(server, settings)) {
      Api api = Api.of(server);
      stream.get("/rooms/room/push");
      assertThat(stream.next(RawStream.HEADERS).stream()).isEqualTo(1);
      stream.widen(1, 1000);
      assertThat(stream.next(RawStream.DATA).payload()).startsWith("{\"place\":");
      List<String> ids = new ArrayList<>();
      for (int event = 1; event <= 3; event++) {
        ids.add(api.publish("room", event));
      }
      for (int event = 1; event <= 3; event++) {
        int pushed = 2 * event;
        Frame promise = stream.next();
        assertThat(promise.type()).isEqualTo(RawStream.PUSH_PROMISE);
        assertThat(promise.stream()).isEqualTo(1);
        assertThat(promise.payload()).startsWith("\0\0\0" + (char) pushed);
        Frame head = stream.next();
        assertThat(head.type()).isEqualTo(RawStream.HEADERS);
        assertThat(head.stream()).isEqualTo(pushed);
        stream.widen(pushed, 1000);
        Frame json = stream.next();
        assertThat(json)
            .isEqualTo(
                new Frame(
                    RawStream.DATA,
                    pushed,
                    "{\"id\":\"" + ids.get(event - 1) + "\",\"data\":" + event + "}"));
      }
    }
  }

  @Test
  void whoNeverTakesWhatIsPushedIsDisconnected() throws Exception {
    ServerConfig config =
        ServerConfig.defaults()
            .withHeartbeat(Duration.ofMillis(100))
            .withTimeouts(new Timeouts(Duration.ofSeconds(1), Duration.ofMillis(300)));
    try (ReferenceServer server = ReferenceServer.start(config);
        RawStream stream = new RawStream(server, RawStream.INITIAL_WINDOW_SIZE, 0)) {
      Api api = Api.of(server);
      stream.get("/rooms/room/push");
      stream.widen(1, 1000);
      assertThat(stream.next(RawStream.DATA).payload()).startsWith("{\"place\":");
      api.publish("room", 1);
      stream.next(RawStream.PUSH_PROMISE);
      assertThat(stream.next(RawStream.HEADERS).stream()).isEqualTo(2);
      String metrics;
      do {
        metrics = api.get("/metrics").body();
      } while (!metrics.contains("pushmark_connections{transport=\"http2\"} 0.0"));
      assertThat(metrics).contains("pushmark_connections{transport=\"push\"} 0.0");
    }
  }
}
