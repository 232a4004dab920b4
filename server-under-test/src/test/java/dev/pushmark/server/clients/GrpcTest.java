package dev.pushmark.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.Limits;
import dev.pushmark.server.access.RoomPatterns;
import dev.pushmark.server.access.TokenIssuer;
import dev.pushmark.server.access.Tokens;
import dev.pushmark.server.grpc.SubscribeEndpoint;
import dev.pushmark.server.reading.Api;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Retention;
import dev.pushmark.server.room.SlowConsumerPolicy;
import dev.pushmark.server.wire.Tls;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** grpc-java, with an HTTP/2 of its own, as it comes. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class GrpcTest {
  private static final int LARGE_BYTES = 60_000;

  private final List<Served> started = new ArrayList<>();

  /** A server and a client that has made no call yet. */
  private record Served(ReferenceServer server, ManagedChannel channel, Api api) {
    Call subscribe(String room, String after, String... metadata) {
      return Call.subscribe(channel, room, after, metadata);
    }

    Call call(String method, CallOptions options) {
      return new Call(
          channel, RoomsService.method(method), options, RoomsService.request("only", ""), 1);
    }
  }

  private Served start(ServerConfig config) throws Exception {
    ReferenceServer server = ReferenceServer.start(config);
    OkHttpChannelBuilder builder = OkHttpChannelBuilder.forAddress("127.0.0.1", server.port());
    if (config.tls() == null) {
      builder.usePlaintext();
    } else {
      SSLContext trusting = SSLContext.getInstance("TLS");
      trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      builder
          .sslSocketFactory(trusting.getSocketFactory())
          .hostnameVerifier((host, session) -> true);
    }
    Served served = new Served(server, builder.build(), Api.of(server));
    started.add(served);
    return served;
  }

  @AfterEach
  void stop() throws Exception {
    for (Served served : started) {
      served.channel.shutdownNow();
      assertThat(served.channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      served.server.close();
    }
  }

  /** What the descriptors that grpc-java works with here say stands in the file for everybody. */
  @Test
  void theServiceIsDescribed() throws Exception {
    try (InputStream in = SubscribeEndpoint.class.getResourceAsStream("pushmark.proto")) {
      String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Descriptor message : RoomsService.FILE.getMessageTypes()) {
        int begins = file.indexOf("message " + message.getName() + " {");
        assertThat(begins).isPositive();
        String body = file.substring(begins, file.indexOf("\n}\n", begins));
        for (FieldDescriptor field : message.getFields()) {
          String type =
              field.getType() == FieldDescriptor.Type.MESSAGE
                  ? field.getMessageType().getName()
                  : field.getType().name().toLowerCase(Locale.ROOT);
          assertThat(body).contains(type + " " + field.getName() + " = " + field.getNumber());
        }
      }
    }
  }

  @Test
  void eventsComeAsPublishedAndWhoComesBackGetsTheRest() throws Exception {
    Served served = start(ServerConfig.defaults());
    Api api = served.api;
    String place = api.tail("room");
    Call call = served.subscribe("room", "");
    assertThat(call.next()).isEqualTo("place " + place);
    String odd = "{\"a\":\r\n \"\u00e4\"}";
    String large = "\"" + "x".repeat(LARGE_BYTES) + "\"";
    String first = Api.id(api.post("/rooms/room/events", odd).body());
    assertThat(call.next()).isEqualTo(first + " " + odd);
    String second = Api.id(api.post("/rooms/room/events", large).body());
    assertThat(call.next()).isEqualTo(second + " " + large);
    Call back = served.subscribe("room", first);
    assertThat(back.next()).isEqualTo("place " + first);
    assertThat(back.next()).isEqualTo(second + " " + large);
    String third = api.publish("room", 3);
    assertThat(back.next()).isEqualTo(third + " 3");
    assertThat(call.next()).isEqualTo(third + " 3");
  }

  @Test
  void whatIsGoneIsToldAsAGap() throws Exception {
    Retention few = new Retention(3, 64 << 20, Duration.ofMinutes(1));
    Served served = start(ServerConfig.defaults().withRetention(few));
    Api api = served.api;
    String last = api.publish("room", 1);
    List<String> ids =
        List.of(
            api.publish("room", 2),
            api.publish("room", 3),
            api.publish("room", 4),
            api.publish("room", 5));
    Call call = served.subscribe("room", last);
    assertThat(call.next()).isEqualTo("place " + last);
    assertThat(call.next()).isEqualTo("gap " + last + " " + ids.get(1) + " 1");
    assertThat(call.next()).isEqualTo(ids.get(1) + " 3");
    Call other = served.subscribe("room", "0therlife-7");
    assertThat(other.next()).isEqualTo("place 0therlife-7");
    assertThat(other.next()).isEqualTo("gap 0therlife-7 " + ids.get(1) + " 0");
  }

  @Test
  void callsAreSecuredAndShareAConnection() throws Exception {
    Served served = start(ServerConfig.defaults().withTls(Tls.selfSigned(true, Clock.SYSTEM)));
    Api api = served.api;
    Call one = served.subscribe("one", "");
    Call two = served.subscribe("two", "");
    assertThat(one.next()).startsWith("place ");
    assertThat(two.next()).startsWith("place ");
    assertThat(api.get("/metrics").body())
        .contains(
            "pushmark_connections{transport=\"http2\"} 1.0",
            "pushmark_connections{transport=\"grpc\"} 2.0");
  }

  @Test
  void whoCancelsIsForgotten() throws Exception {
    Served served = start(ServerConfig.defaults());
    Api api = served.api;
    Call call = served.subscribe("room", "");
    assertThat(call.next()).startsWith("place ");
    call.cancel();
    String metrics;
    do {
      metrics = api.get("/metrics").body();
    } while (!metrics.contains("pushmark_connections{transport=\"grpc\"} 0.0"));
    assertThat(call.end().getCode()).isEqualTo(Status.Code.CANCELLED);
  }

  @Test
  void aCallEndsWithItsDeadlineHereToo() throws Exception {
    Served served = start(ServerConfig.defaults());
    Call call = served.subscribe("room", "", "grpc-timeout", "100m");
    assertThat(call.end().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(call.end().getDescription()).isEqualTo("the call's time is over");
    for (String wrong : List.of("100", "1d", "-1S", "123456789S")) {
      Status status = served.subscribe("room", "", "grpc-timeout", wrong).end();
      assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
    assertThat(served.subscribe("room", "", "grpc-timeout", "99999999H").next())
        .startsWith("place ");
  }

  @Test
  void whatCannotBeServedIsRefusedInGrpcsWords() throws Exception {
    Served served = start(ServerConfig.defaults().withLimits(new Limits(100, 1, 1024, 8192, 0)));
    Call only = served.subscribe("only", "");
    String place = only.next().substring("place ".length());
    check(served.subscribe("", "").end(), Status.Code.INVALID_ARGUMENT, "a room's name must be");
    check(served.subscribe("a/b", "").end(), Status.Code.INVALID_ARGUMENT, "a room's name must be");
    check(
        served.subscribe("only", "50% \u00e4\n").end(),
        Status.Code.INVALID_ARGUMENT,
        "after must be EPOCH-OFFSET, was 50% \u00e4\n");
    String ahead = place.replaceFirst("-.*", "-9");
    check(served.subscribe("only", ahead).end(), Status.Code.INVALID_ARGUMENT, "after is ahead");
    check(served.subscribe("another", "").end(), Status.Code.UNAVAILABLE, "too many rooms");
    check(
        served.subscribe("only", "x".repeat(100_000)).end(),
        Status.Code.RESOURCE_EXHAUSTED,
        "body must");
    check(
        served.call("Unsubscribe", CallOptions.DEFAULT).end(),
        Status.Code.UNIMPLEMENTED,
        "no such resource");
    check(
        served.call("Subscribe", CallOptions.DEFAULT.withCompression("gzip")).end(),
        Status.Code.UNIMPLEMENTED,
        "compressed messages are not understood");
  }

  private static void check(Status status, Status.Code code, String words) {
    assertThat(status.getCode()).isEqualTo(code);
    assertThat(status.getDescription()).contains(words);
  }

  @Test
  void onlyWhoShowsATokenForTheRoomIsServedAndForAsLongAsItIsGood(@TempDir Path folder)
      throws Exception {
    Path keys = folder.resolve("keys.json");
    TokenIssuer.createKeys(keys);
    Served served =
        start(
            ServerConfig.defaults()
                .withHeartbeat(Duration.ofMillis(200)) // how often expired tokens are looked for
                .withTokens(Tokens.signedBy(keys, Clock.SYSTEM)));
    TokenIssuer issuer = TokenIssuer.with(keys);
    check(
        served.subscribe("room", "").end(),
        Status.Code.UNAUTHENTICATED,
        "a bearer token is needed");
    check(
        served.subscribe("room", "", "authorization", "Bearer nonsense").end(),
        Status.Code.UNAUTHENTICATED,
        "malformed, foreign or expired");
    check(
        served.subscribe("room", "", bearer(issuer, "other", Duration.ofMinutes(1))).end(),
        Status.Code.PERMISSION_DENIED,
        "does not allow to read");
    Call call = served.subscribe("room", "", bearer(issuer, "ro*", Duration.ofMillis(1_500)));
    assertThat(call.next()).startsWith("place ");
    check(call.end(), Status.Code.UNAUTHENTICATED, "the token has expired");
  }

  private static String[] bearer(TokenIssuer issuer, String rooms, Duration valid) {
    long expires = Clock.SYSTEM.currentTimeMillis() + valid.toMillis();
    RoomPatterns read = new RoomPatterns(List.of(rooms));
    String token = issuer.issue(new Grant("reader", read, RoomPatterns.NONE, expires));
    return new String[] {"authorization", "Bearer " + token};
  }

  @Test
  void whoTakesNothingIsToldToBeTooSlow() throws Exception {
    SlowConsumerPolicy policy =
        new SlowConsumerPolicy(SlowConsumerPolicy.Action.DISCONNECT, 2 * LARGE_BYTES);
    Served served = start(ServerConfig.defaults().withSlowConsumers(policy));
    Api api = served.api;
    Call slow =
        new Call(
            served.channel,
            RoomsService.SUBSCRIBE,
            CallOptions.DEFAULT,
            RoomsService.request("room", ""),
            1);
    assertThat(slow.next()).startsWith("place ");
    String[] published = new String[40];
    for (int i = 0; i < published.length; i++) {
      String event = "\"" + i + "x".repeat(LARGE_BYTES) + "\"";
      published[i] = Api.id(api.post("/rooms/room/events", event).body()) + " " + event;
    }
    slow.request(published.length);
    check(slow.end(), Status.Code.RESOURCE_EXHAUSTED, "too slowly");
    assertThat(slow.next()).isEqualTo(published[0]);
  }

  @Test
  void aServerThatShutsDownSaysSo() throws Exception {
    Served served = start(ServerConfig.defaults());
    Call call = served.subscribe("room", "");
    assertThat(call.next()).startsWith("place ");
    CompletableFuture<Void> closed = CompletableFuture.runAsync(served.server::close);
    check(call.end(), Status.Code.UNAVAILABLE, "the server shuts down");
    closed.get(20, TimeUnit.SECONDS);
  }

  /** Which grpc-java answers without a word to anybody, so here it is asked for by hand. */
  @Test
  void aSilentConnectionShowsThatItLives() throws Exception {
    Served served = start(ServerConfig.defaults().withHeartbeat(Duration.ofMillis(50)));
    try (RawStream stream = new RawStream(served.server)) {
      stream.call(SubscribeEndpoint.PATH, new byte[] {0, 0, 0, 0, 3, 0xa, 1, 'r'});
      assertThat(stream.next(RawStream.PING).stream()).isZero();
    }
  }

  @Test
  void overHttp1ItIsRefusedInPlainWords() throws Exception {
    Served served = start(ServerConfig.defaults());
    Api api = served.api;
    HttpResponse<String> answer =
        api.client()
            .send(
                api.request(SubscribeEndpoint.PATH)
                    .header("Content-Type", "application/grpc")
                    .POST(BodyPublishers.ofByteArray(new byte[5]))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(505);
    assertThat(answer.body()).contains("gRPC is spoken over HTTP/2 only");
  }
}
