package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.Origins;
import dev.pushmark.server.access.RoomPatterns;
import dev.pushmark.server.access.TokenIssuer;
import dev.pushmark.server.access.Tokens;
import dev.pushmark.server.reading.Api;
import dev.pushmark.server.room.Clock;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who has no token for it gets nothing, over every transport, and tokens show nowhere. */
@ExtendWith(LeakCheck.class)
class AccessTest {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  /** What can be asked of a room, and how it answers when all is well. */
  private enum Use {
    REFRESH("GET", "events", 200),
    SHORT_POLLING("GET", "events?after=e-0", 200),
    LONG_POLLING("GET", "events?after=e-0&wait=1", 200),
    SSE("GET", "stream", 200),
    WEBSOCKET("GET", "socket", 101),
    PUBLISH("POST", "events", 201),
    WEBSOCKET_PUBLISH("GET", "socket?publish-only=1", 101);

    final String method;
    final String leaf;
    final int well;

    Use(String method, String leaf, int well) {
      this.method = method;
      this.leaf = leaf;
      this.well = well;
    }

    boolean publishes() {
      return this == PUBLISH || this == WEBSOCKET_PUBLISH;
    }
  }

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<String> used = new ArrayList<>();
  private TokenIssuer issuer;
  private ReferenceServer server;

  @BeforeEach
  void start() throws Exception {
    logged.start();
    ROOT.addAppender(logged);
    ((Logger) LoggerFactory.getLogger("dev.pushmark")).setLevel(Level.DEBUG);
    Path keys = folder.resolve("keys.json");
    TokenIssuer.createKeys(keys);
    issuer = TokenIssuer.with(keys);
    server =
        ReferenceServer.start(
            ServerConfig.defaults()
                .withTokens(Tokens.signedBy(keys, Clock.SYSTEM))
                .withOrigins(new Origins(Set.of("https://app.example"))));
  }

  /** After each test, whatever it did. */
  @AfterEach
  void tokensShowNowhere() throws Exception {
    String good = token("room", "room", Duration.ofMinutes(1));
    String metrics = ask("GET", "/metrics", "Authorization: Bearer " + good);
    server.close();
    ROOT.detachAppender(logged);
    ((Logger) LoggerFactory.getLogger("dev.pushmark")).setLevel(null);
    assertThat(metrics).startsWith("HTTP/1.1 200 ").contains("pushmark_connections");
    for (String token : used) {
      String signature = token.substring(token.lastIndexOf('.') + 1);
      assertThat(metrics).doesNotContain(signature);
      assertThat(logged.list)
          .noneMatch(line -> line.getFormattedMessage().contains(signature))
          .noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
    }
  }

  private String token(String read, String publish, Duration valid) {
    return token(issuer, read, publish, valid);
  }

  private String token(TokenIssuer by, String read, String publish, Duration valid) {
    long expires = Clock.SYSTEM.currentTimeMillis() + valid.toMillis();
    String token =
        by.issue(
            new Grant(
                "reader",
                new RoomPatterns(List.of(read)),
                new RoomPatterns(List.of(publish)),
                expires));
    used.add(token);
    return token;
  }

  /** Asks once and returns the answer's head. */
  private String ask(String method, String path, String... headers) throws Exception {
    try (RawConnection connection = open(method, path, headers)) {
      return path.equals("/metrics") ? connection.answer() : connection.head();
    }
  }

  private RawConnection open(String method, String path, String... headers) throws Exception {
    List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Host: x"));
    lines.addAll(List.of(headers));
    if (path.contains("/socket")) {
      lines.addAll(
          List.of(
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    }
    lines.add("Content-Length: " + (method.equals("POST") ? 1 : 0));
    return new RawConnection(server.port())
        .send(RawConnection.request(lines.toArray(String[]::new)))
        .send(method.equals("POST") ? "7" : "");
  }

  private String use(Use use, String... headers) throws Exception {
    return ask(use.method, "/rooms/room/" + use.leaf, headers);
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  @ParameterizedTest
  @EnumSource
  void aBearerOfTheRightTokenIsServed(Use use) throws Exception {
    String read = token("room", "nothing", Duration.ofMinutes(1));
    String publish = token("nothing", "ro*", Duration.ofMinutes(1));
    assertThat(use(use, bearer(use.publishes() ? publish : read)))
        .startsWith("HTTP/1.1 " + use.well + " ");
    assertThat(use(use, bearer(use.publishes() ? read : publish))).startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @EnumSource
  void aStrangerGetsNothing(Use use) throws Exception {
    assertThat(use(use)).startsWith("HTTP/1.1 401 ").contains("www-authenticate: Bearer\r\n");
    assertThat(use(use, bearer("nonsense"))).startsWith("HTTP/1.1 401 ").contains("invalid_token");
    assertThat(use(use, "Authorization: Basic Zm9vOmJhcg==")).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @EnumSource
  void anExpiredAForeignAndAnUnsignedTokenAreWorthNothing(Use use) throws Exception {
    String expired = token("*", "*", Duration.ofMillis(-1));
    Path others = folder.resolve("others.json");
    TokenIssuer.createKeys(others);
    String foreign = token(TokenIssuer.with(others), "*", "*", Duration.ofMinutes(1));
    String good = token("*", "*", Duration.ofMinutes(1));
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.US_ASCII));
    String unsigned = none + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1);
    for (String token : List.of(expired, foreign, unsigned, good + "x")) {
      assertThat(use(use, bearer(token))).startsWith("HTTP/1.1 401 ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPageFromElsewhereGetsNothingEvenWithAToken(Use use) throws Exception {
    String good = token("*", "*", Duration.ofMinutes(1));
    assertThat(use(use, bearer(good), "Origin: https://evil.example"))
        .startsWith("HTTP/1.1 403 ")
        .doesNotContain("access-control-allow-origin");
    assertThat(use(use, bearer(good), "Origin: null")).startsWith("HTTP/1.1 403 ");
    assertThat(use(use, bearer(good), "Origin: https://app.example"))
        .startsWith("HTTP/1.1 " + use.well + " ")
        .contains("access-control-allow-origin: https://app.example");
    assertThat(use(use, bearer(good), "Origin: http://x")).startsWith("HTTP/1.1 " + use.well + " ");
  }

  @Test
  void whereBrowsersAllowNoHeaderTheTokenIsAParameter() throws Exception {
    String good = token("room", "room", Duration.ofMinutes(1));
    for (String leaf : List.of("stream", "socket", "events")) {
      assertThat(ask("GET", "/rooms/room/" + leaf + "?access_token=" + good))
          .doesNotStartWith("HTTP/1.1 4");
    }
    assertThat(ask("POST", "/rooms/room/events?access_token=" + good)).startsWith("HTTP/1.1 401 ");
    assertThat(ask("GET", "/rooms/room/events?access_token=" + good, bearer(good)))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aSocketThatMayOnlyReadCannotPublish() throws Exception {
    String read = token("room", "other", Duration.ofMinutes(1));
    try (RawConnection socket = open("GET", "/rooms/room/socket?ack=1", bearer(read))) {
      socket.head();
      socket.sendFrame(0x81, "1");
      assertThat(socket.frame().text()).startsWith("{\"error\":");
      assertThat(socket.frame().closeCode()).isEqualTo(1008);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "socket"})
  void aStreamEndsWithItsToken(String leaf) throws Exception {
    String brief = token("room", "room", Duration.ofMillis(1_500));
    String lasting = token("room", "room", Duration.ofMinutes(1));
    try (RawConnection stream = open("GET", "/rooms/room/" + leaf, bearer(brief))) {
      assertThat(stream.head()).containsAnyOf(" 200 ", " 101 ");
      if (leaf.equals("socket")) {
        assertThat(stream.frame().closeCode()).isEqualTo(1008);
      } else {
        assertThat(readUntilEnd(stream)).contains("retry: ").endsWith("0\r");
      }
    }
    assertThat(use(Use.REFRESH, bearer(brief))).startsWith("HTTP/1.1 401 ");
    assertThat(use(Use.REFRESH, bearer(lasting))).startsWith("HTTP/1.1 200 ");
  }

  /** Up to the empty chunk that ends an answer. */
  private static String readUntilEnd(RawConnection stream) throws Exception {
    StringBuilder text = new StringBuilder();
    String line = "";
    while (!line.equals("0\r")) {
      line = stream.line();
      text.append(line);
    }
    return text.toString();
  }

  @Test
  void aLongPollIsNotHeldForLongerThanItsTokenIsGood() throws Exception {
    Api api = Api.of(server);
    String brief = token("room", "room", Duration.ofSeconds(5));
    String tail = Api.id(api.get("/rooms/room/events", "Authorization", "Bearer " + brief).body());
    HttpResponse<String> answer =
        api.get("/rooms/room/events?wait=15&after=" + tail, "Authorization", "Bearer " + brief);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"events\":[]");
    assertThat(use(Use.REFRESH, bearer(brief))).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void keysAreReadableByTheirOwnerOnly() throws Exception {
    assertThat(Files.getPosixFilePermissions(folder.resolve("keys.json"))).hasSize(2);
  }
}
