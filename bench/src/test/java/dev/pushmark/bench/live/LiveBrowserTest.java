package dev.pushmark.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, with the real server. */
class LiveBrowserTest {
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

  private static final Path NPM = Path.of("target/npm").toAbsolutePath();

  /** Of scheduling on a machine that has other things to do; the clocks' steps come on top. */
  private static final double SLACK_MS = 50;

  @TempDir(cleanup = CleanupMode.NEVER)
  private Path folder;

  private final Children children = new Children();
  private URI server;
  private LiveView view;

  @BeforeAll
  static void require() throws IOException, InterruptedException {
    Chromium.requireWith("npm");
    List<String> install =
        List.of("npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts");
    List<String> command = new ArrayList<>(install);
    command.addAll(List.of("--prefix", NPM.toString(), SocketIoClient.PACKAGE));
    Files.createDirectories(NPM);
    Process npm = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(npm.waitFor()).as(said).isZero();
  }

  @BeforeEach
  void open() throws Exception {
    CompletableFuture<String> listening = new CompletableFuture<>();
    children.start(
        "server",
        folder,
        ChildCommands.server(List.of("--port", "0")),
        line -> {
          Matcher matcher = LISTENING.matcher(line);
          if (matcher.find()) {
            listening.complete(matcher.group(1));
          }
        });
    server = URI.create(listening.get(60, TimeUnit.SECONDS));
    SavedRuns runs =
        new SavedRuns(
            folder.resolve("runs"),
            new Machine(),
            Clock.system(),
            () -> new Lab.Provenance("1", "unknown", List.of("pushmark", "serve"), null));
    view = LiveView.open(0, server, runs, new SocketIoClient(NPM));
  }

  @AfterEach
  void close() {
    view.close();
    children.close();
  }

  @Test
  void fiveTransportsAtFiftyEventsPerSecondLoseNothingAndAgreeWithASubscriberOutside()
      throws Exception {
    try (Chromium page = Chromium.start(children, folder.resolve("profile"))) {
      List<Double> outsideMs = subscribe("live-test");
      page.open(view.address().resolve("/?room=live-test"));
      page.await("window.pushmarkLive !== undefined && pushmarkLive.recordedMs() > 6000");
      JsonNode figures = page.evaluate("pushmarkLive.figures()");
      List<Double> soFar = List.copyOf(outsideMs); // more keep coming
      List<Double> outside = soFar.subList(soFar.size() / 2, soFar.size());
      pictures(page);
      assertThat(figures).hasSize(5);
      for (JsonNode lane : figures) {
        assertThat(lane.path("delivered").asLong()).as("%s", figures).isGreaterThan(100);
        assertThat(lane.path("lost").asLong()).as("%s", figures).isZero();
        assertThat(lane.path("duplicated").asLong()).as("%s", figures).isZero();
        assertThat(lane.path("reordered").asLong()).as("%s", figures).isZero();
        assertThat(lane.path("receivedBytes").asLong()).as("%s", figures).isGreaterThan(15_000);
      }
      double stepMs = page.evaluate("pushmarkLive.stepUs").asDouble() / 1000;
      double sseMs = figures.path("sse").path("p50").asDouble();
      assertThat(Math.abs(sseMs - median(outside)))
          .as("SSE in the browser %s ms, outside %s ms", sseMs, median(outside))
          .isLessThan(SLACK_MS + stepMs);
      assertThat(figures.path("short-polling").path("p50").asDouble())
          .isGreaterThan(figures.path("websocket").path("p50").asDouble());
      assertThat(figures.path("short-polling").path("meanOutOfDate").asDouble())
          .isGreaterThan(figures.path("sse").path("meanOutOfDate").asDouble());

      String name = page.evaluate("pushmarkLive.save()").asText();
      StoredRun saved = RunFolder.read(folder.resolve("runs").resolve(name));
      assertThat(saved.rounds()).hasSize(5);
      for (Round round : saved.rounds()) {
        Injection injection = Objects.requireNonNull(round.injection());
        assertThat(injection.counts().published()).isGreaterThan(100);
        assertThat(injection.counts().delivered()).isEqualTo(injection.counts().published());
        assertThat(injection.counts().lost()).isZero();
      }
      assertThat(page.evaluate("document.querySelector('#status a').textContent").asText())
          .isEqualTo("its report");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void aHostileRoomNameShowsAsText() throws Exception {
    try (Chromium page = Chromium.start(children, folder.resolve("profile"))) {
      page.open(view.address().resolve("/?room=%3Cimg%20src=x%20onerror=document.title=1%3E"));
      page.await("document.getElementById('status')?.textContent.includes('<img src=x')");
      assertThat(page.evaluate("document.images.length").asInt()).isZero();
      assertThat(page.evaluate("document.title").asText()).isEqualTo("Pushmark: live view");
    }
  }

  /** Where people look at them: {@code -Dpushmark.pictures=FOLDER}. */
  private static void pictures(Chromium page) throws Exception {
    String target = System.getProperty("pushmark.pictures");
    if (target != null) {
      page.picture(1280, "light", Path.of(target, "live-1280.png"));
      page.picture(390, "light", Path.of(target, "live-390.png"));
      page.picture(1280, "dark", Path.of(target, "live-1280-dark.png"));
    }
  }

  /** How late the same events come to an event stream of the JDK's client, on the wall clock. */
  private List<Double> subscribe(String room) {
    List<Double> latenciesMs = new CopyOnWriteArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                read(room, latenciesMs);
              } catch (IOException | InterruptedException | java.io.UncheckedIOException e) {
                return; // the server is being stopped
              }
            });
    reader.setDaemon(true);
    reader.start();
    return latenciesMs;
  }

  private void read(String room, List<Double> latenciesMs)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/rooms/" + room + "/stream")).build();
    try (Stream<String> lines =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      lines
          .filter(line -> line.startsWith("data:"))
          .forEach(
              line -> {
                Instant now = Clock.system().now();
                double nowMs = now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
                latenciesMs.add(nowMs - at(line.substring("data:".length())));
              });
    }
  }

  private static double at(String event) {
    try {
      return Json.parse(event, ObjectNode.class).path("at").asDouble();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    return sorted.get((sorted.size() - 1) / 2);
  }
}
