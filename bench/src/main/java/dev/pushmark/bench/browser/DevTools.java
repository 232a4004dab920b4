package dev.pushmark.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of Chromium, by the DevTools protocol. */
final class DevTools implements BrowserPage {
  /** Where the browser writes the port that it has chosen, in its profile. */
  private static final String PORT_FILE = "DevToolsActivePort";

  private final Commands commands;

  private DevTools(Commands commands) {
    this.commands = commands;
  }

  /** The page of a browser that is starting; null while there is none. */
  static @Nullable DevTools connect(Path profile, Duration patience)
      throws IOException, InterruptedException {
    String page = page(profile.resolve(PORT_FILE), patience);
    if (page == null) {
      return null;
    }
    Commands commands = Commands.connect(URI.create(page), patience, "Inspector.targetCrashed");
    commands.call("Inspector.enable", Map.of()); // it tells if the page crashes
    commands.call("Page.enable", Map.of());
    commands.call("Page.setBypassCSP", Map.of("enabled", true));
    return new DevTools(commands);
  }

  /** The address of the page's own end of the protocol; null while there is none. */
  private static @Nullable String page(Path portFile, Duration patience)
      throws IOException, InterruptedException {
    List<String> lines = Files.exists(portFile) ? Files.readAllLines(portFile) : List.of();
    if (lines.size() < 2) {
      return null;
    }
    URI list = URI.create("http://127.0.0.1:" + lines.get(0) + "/json/list");
    String targets =
        Commands.client(patience)
            .send(
                HttpRequest.newBuilder(list).timeout(patience).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    for (JsonNode target : Json.parse(targets, JsonNode.class)) {
      if (target.path("type").asText().equals("page")) {
        return target.path("webSocketDebuggerUrl").asText();
      }
    }
    return null;
  }

  @Override
  public void visit(URI address) throws IOException, InterruptedException {
    JsonNode visit = commands.call("Page.navigate", Map.of("url", address.toString()));
    String error = visit.path("errorText").asText();
    if (!error.isEmpty()) {
      throw new BrowserException("it could not open " + address + ": " + error);
    }
  }

  @Override
  public JsonNode evaluate(String script) throws IOException, InterruptedException {
    JsonNode result =
        commands.call(
            "Runtime.evaluate",
            Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
    JsonNode thrown = result.path("exceptionDetails");
    if (!thrown.isMissingNode()) {
      throw new BrowserException(
          thrown.at("/exception/description").asText(thrown.path("text").asText()));
    }
    return result.path("result").path("value");
  }

  @Override
  public void close() {
    commands.close();
  }
}
