package dev.pushmark.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the live view's own server takes, keeps and refuses. */
class LiveViewTest {
  private static final String GOOD =
      """
      {"settings": {"eventsPerSecond": 2, "pollIntervalMs": 500, "payloadBytes": 200},
       "clockStepUs": 5, "measuredMs": 1000, "scheduled": 2, "published": 2,
       "sendDelaysUs": [[300, 400]],
       "lanes": [{"transport": "sse", "delivered": 2, "lost": 0, "skipped": 0, "duplicated": 0,
         "reordered": 0, "disconnected": 0, "receivedBytes": 400, "requests": 1, "emptyPolls": 0,
         "missedPolls": 0, "arrivals": 2, "outOfDateMs": 2.5, "peakOutOfDateMs": 3,
         "outOfDateShare": 0.005, "latenciesUs": [[2000], [3000]]}]}
      """;

  /** Such a time as the JVM's may be, for its origin is arbitrary. */
  private record StoppedClock(long nanoTime, Instant now) implements Clock {}

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private LiveView view;

  @BeforeEach
  void open() throws IOException {
    SavedRuns runs =
        new SavedRuns(
            folder.resolve("runs"),
            new Machine(),
            Clock.system(),
            () -> new Lab.Provenance("1", "unknown", List.of("pushmark", "serve"), null));
    view =
        LiveView.open(
            0,
            URI.create("http://127.0.0.1:1"),
            runs,
            new SocketIoClient(folder.resolve("npm")),
            new StoppedClock(-1_234_567_890_123_456_789L, Instant.EPOCH));
  }

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void aRecordingBecomesARunThatCanBeReadAndItsReportBeSeen() throws Exception {
    HttpResponse<String> saved = save(GOOD);
    assertThat(saved.statusCode()).isEqualTo(200);
    String name = saved.body().replaceAll("\\{\"run\":\"(.*)\"}", "$1");
    StoredRun stored = RunFolder.read(folder.resolve("runs").resolve(name));
    assertThat(stored.run().state()).isEqualTo(Run.State.COMPLETE);
    assertThat(stored.run().plan().workload().name()).isEqualTo("live");
    assertThat(stored.run().plan().transports()).containsExactly("sse");
    assertThat(stored.environment().injectorFlags())
        .contains("A browser <b>bold</b>", "clock step: 5.0 µs");
    assertThat(stored.rounds()).hasSize(1);
    assertThat(stored.rounds().get(0).outcome()).isEqualTo(new Outcome.Done());
    Map<Metric, List<Histogram>> histograms =
        stored.histograms().getOrDefault(stored.rounds().get(0).id(), Map.of());
    List<Histogram> latencies = histograms.getOrDefault(Metric.DELIVERY_LATENCY, List.of());
    assertThat(latencies).hasSize(2);
    assertThat(latencies.get(0).getMaxValue()).isBetween(1_999_000L, 2_002_000L);
    assertThat(latencies.get(1).getMaxValue()).isBetween(2_999_000L, 3_003_000L);
    assertThat(get("/runs/" + name + "/report.html").body())
        .contains("<html")
        .contains("A browser &lt;b&gt;bold")
        .doesNotContain("<b>bold");
    assertThat(get("/runs/" + name + "/rounds.hlog").statusCode()).isEqualTo(200);
  }

  @Test
  void whatAThrottledPageSawIsInvalid() throws Exception {
    save(GOOD.replace("[[300, 400]]", "[[300, 900000]]"));
    assertThat(onlyRun().rounds().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid -> assertThat(invalid.reasons().get(0)).contains("sent late by the page"));
  }

  @Test
  void lostEventsFailTheRound() throws Exception {
    save(
        GOOD.replace("\"delivered\": 2, \"lost\": 0", "\"delivered\": 1, \"lost\": 1")
            .replace("[[2000], [3000]]", "[[2000]]"));
    assertThat(onlyRun().rounds().get(0).outcome()).isInstanceOf(Outcome.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"sse\"=>\"<script>alert(1)</script>\"=>transport must be",
        "\"sse\"=>\"../../etc\"=>transport must be",
        "[[2000], [3000]]=>[[2000], [-1]]=>latenciesUs must be 0 to",
        "[[2000], [3000]]=>[[2000]]=>latenciesUs must be one for each delivered",
        "\"eventsPerSecond\": 2=>\"eventsPerSecond\": 1e9=>eventsPerSecond must be 1 to 200",
        "\"delivered\": 2, \"lost\": 0=>\"delivered\": 2, \"lost\": 5=>delivered + lost + skipped",
        "\"published\": 2=>\"published\": 3=>published must be 0 to scheduled",
        "\"measuredMs\": 1000=>\"measuredMs\": null=>measuredMs",
        "{\"settings\"=>{\"unknown\": 1, \"settings\"=>unknown",
        "}=>=>JSON"
      })
  void whatIsNoRecordingIsRefusedInOneLineAndLeavesNothing(String change) throws Exception {
    String[] parts = change.split("=>", -1);
    HttpResponse<String> refused = save(GOOD.replace(parts[0], parts[1]));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body().lines()).hasSize(1);
    assertThat(refused.body()).contains(parts[2]);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void onlyItsOwnPageMaySave() throws Exception {
    for (String origin : List.of("http://evil.example", "http://127.0.0.1:1", "null")) {
      assertThat(post("/save", GOOD, origin).statusCode()).isEqualTo(403);
    }
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aRecordingThatIsTooLargeIsRefused() throws Exception {
    assertThat(save(" ".repeat(LiveView.MAX_BYTES + 1)).statusCode()).isEqualTo(413);
  }

  @Test
  void noPathLeadsOutOfTheRuns() throws Exception {
    save(GOOD);
    String name = onlyRun().folder().getFileName().toString();
    Files.writeString(folder.resolve("secret"), "a secret");
    Files.writeString(folder.resolve("runs").resolve(name).resolve("other"), "a secret");
    for (String path :
        List.of(
            "/runs/../secret",
            "/runs/%2e%2e/secret",
            "/runs/..%2fsecret",
            "/runs/" + name + "/../../secret",
            "/runs/" + name + "/..%2f..%2fsecret",
            "/runs/" + name + "/other",
            "/runs/" + name,
            "/runs//report.html",
            "/../../secret",
            "/LiveView.class")) {
      assertThat(raw("GET " + path + " HTTP/1.1", "127.0.0.1:" + view.address().getPort()))
          .as(path)
          .startsWith("HTTP/1.1 404")
          .doesNotContain("a secret");
    }
  }

  @Test
  void aNameThatWasMadeToPointHereIsRefused() throws Exception {
    assertThat(raw("GET / HTTP/1.1", "evil.example:80")).startsWith("HTTP/1.1 403");
  }

  @Test
  void itsPageIsIsolatedAndTalksWithTheServerAlone() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.body()).contains("<title>Pushmark: live view</title>");
    assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
    assertThat(page.headers().firstValue("Cross-Origin-Embedder-Policy")).hasValue("require-corp");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("connect-src 'self' http://127.0.0.1:1 ws://127.0.0.1:1;");
  }

  @Test
  void theMachinesTimeIsToldToItsOwnPageAlone() throws Exception {
    HttpResponse<String> told = get("/clock");
    assertThat(told.statusCode()).isEqualTo(204);
    assertThat(told.headers().firstValue("Clock-Ns")).hasValue("-1234567890123456789");
    assertThat(told.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(told.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private StoredRun onlyRun() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
      return RunFolder.read(runs.findFirst().orElseThrow());
    }
  }

  private HttpResponse<String> save(String body) throws Exception {
    String address = view.address().toString();
    return post("/save", body, address.substring(0, address.length() - 1));
  }

  private HttpResponse<String> post(String path, String body, String origin) throws Exception {
    return client.send(
        HttpRequest.newBuilder(view.address().resolve(path))
            .header("Origin", origin)
            .header("User-Agent", "A browser <b>bold</b>")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(view.address().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** As it stands, which no client of HTTP would send. */
  private String raw(String line, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", view.address().getPort())) {
      String request = line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
