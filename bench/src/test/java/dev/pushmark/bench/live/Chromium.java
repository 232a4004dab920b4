package dev.pushmark.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Programs;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** One page in a headless Chromium, driven through its DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  /** Of the keys that a page is worked with, as Windows numbers them. */
  private static final Map<String, Integer> KEY_CODES =
      Map.of(
          "Tab",
          9,
          "Enter",
          13,
          "Space",
          32,
          "End",
          35,
          "Home",
          36,
          "ArrowLeft",
          37,
          "ArrowRight",
          39);

  private static final Map<String, String> KEY_TEXTS = Map.of("Enter", "\r", "Space", " ");

  private final ChildProcess process;
  private final WebSocket socket;
  private final Answers answers = new Answers();
  private final AtomicInteger ids = new AtomicInteger();

  private Chromium(ChildProcess process, String page) throws Exception {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(page), answers)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    call("Runtime.enable", Map.of());
    call("Log.enable", Map.of());
    call("Page.enable", Map.of());
    call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    call("Emulation.setScrollbarsHidden", Map.of("hidden", true));
  }

  /** Without the programs, the test is skipped by their name; where all is required, it fails. */
  static void requireWith(String... others) {
    boolean all =
        Stream.of("chromium", "chromium-browser", "google-chrome").anyMatch(Programs::isInstalled);
    orSkip(all, "chromium is missing: install Chromium");
    for (String other : others) {
      orSkip(Programs.isInstalled(other), other + " is missing: install it");
    }
  }

  private static void orSkip(boolean available, String message) {
    if ("1".equals(System.getenv("PUSHMARK_REQUIRE_ALL"))) {
      Assertions.assertTrue(available, message);
    }
    Assumptions.assumeTrue(available, message);
  }

  /** Starts it, without waiting until it is there. */
  static ChildProcess launch(Children children, Path profile) throws IOException {
    String browser =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .filter(Programs::isInstalled)
            .findFirst()
            .orElseThrow();
    Files.createDirectories(profile);
    return children.start(
        "chromium",
        profile,
        List.of(
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--user-data-dir=" + profile,
            "--remote-debugging-port=0",
            "about:blank"),
        line -> {});
  }

  /** Takes over the page of one that was launched. */
  static Chromium attach(ChildProcess process, Path profile) throws Exception {
    return new Chromium(process, page(profile.resolve("DevToolsActivePort")));
  }

  /** The address of the page's own end of the protocol. */
  private static String page(Path portFile) throws Exception {
    for (long tries = 0; tries < PATIENCE_SECONDS * 10; tries++) {
      if (Files.exists(portFile) && Files.readAllLines(portFile).size() >= 2) {
        String port = Files.readAllLines(portFile).get(0);
        URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
        String targets =
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode target : Json.parse(targets, JsonNode.class)) {
          if (target.path("type").asText().equals("page")) {
            return target.path("webSocketDebuggerUrl").asText();
          }
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("chromium did not say where it listens");
  }

  /** Opens a page; what was complained of before is forgotten. */
  void open(URI address) throws Exception {
    answers.errors.clear();
    call("Page.navigate", Map.of("url", address.toString()));
  }

  /** The value of an expression, awaited if it is a promise. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(result.get("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** Waits for an expression to be true. */
  void await(String expression) throws Exception {
    for (long tries = 0; tries < PATIENCE_SECONDS * 10; tries++) {
      if (evaluate(expression).asBoolean()) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError(
        expression
            + " did not come true; errors: "
            + errors()
            + "; the page says: "
            + evaluate("document.body.innerText"));
  }

  /** Presses a key and lets it go. */
  void press(String key) throws Exception {
    String text = KEY_TEXTS.getOrDefault(key, "");
    Map<String, Object> pressed =
        Map.of(
            "type",
            text.isEmpty() ? "rawKeyDown" : "keyDown",
            "key",
            key.equals("Space") ? " " : key,
            "code",
            key,
            "windowsVirtualKeyCode",
            KEY_CODES.getOrDefault(key, 0),
            "text",
            text);
    call("Input.dispatchKeyEvent", pressed);
    Map<String, Object> released = new HashMap<>(pressed);
    released.put("type", "keyUp");
    released.remove("text");
    call("Input.dispatchKeyEvent", released);
  }

  /** What axe finds that hinders people: rules and the elements that break them. */
  List<String> hindrances() throws Exception {
    try (InputStream axe = Chromium.class.getResourceAsStream("/axe.min.js")) {
      evaluate(
          new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8) + ";0");
    }
    List<String> found = new ArrayList<>();
    evaluate(
            "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) =>"
                + " `${id}: ${nodes.map(({ html }) => html).join(' | ')}`))")
        .forEach(rule -> found.add(rule.asText()));
    return found;
  }

  /** Shows the page so wide, in CSS pixels, in light or dark. */
  void look(int width, String scheme) throws Exception {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    Thread.sleep(300); // a frame or two, to be drawn anew
  }

  /** A picture of the whole page, for people to look at. */
  void picture(Path file) throws Exception {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    JsonNode shot =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
  }

  /** What went wrong in the page, or was complained of in its console. */
  List<String> errors() {
    return List.copyOf(answers.errors);
  }

  private JsonNode call(String method, Map<String, Object> parameters) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.awaited.put(id, answer);
    socket
        .sendText(Json.line(Map.of("id", id, "method", method, "params", parameters)), true)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return answer.get(2 * PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
    process.close();
  }

  private static final class Answers implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        take(message.toString());
        message.setLength(0);
      }
      webSocket.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void take(String text) {
      ObjectNode node;
      try {
        node = Json.parse(text, ObjectNode.class);
      } catch (IOException e) {
        errors.add(e.getMessage());
        return;
      }
      CompletableFuture<JsonNode> answer = awaited.remove(node.path("id").asInt());
      if (answer != null) {
        answer.complete(node.path("result"));
      }
      JsonNode parameters = node.path("params");
      switch (node.path("method").asText()) {
        case "Runtime.exceptionThrown" -> errors.add(parameters.toString());
        case "Runtime.consoleAPICalled" -> {
          if (List.of("error", "warning").contains(parameters.path("type").asText())) {
            errors.add(parameters.toString());
          }
        }
        case "Log.entryAdded" -> {
          if (parameters.path("entry").path("level").asText().equals("error")) {
            errors.add(parameters.toString());
          }
        }
        default -> {}
      }
    }
  }
}
