package dev.pushmark.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of Firefox, by WebDriver BiDi (W3C, https://www.w3.org/TR/webdriver-bidi/). */
final class BiDi implements BrowserPage {
  /** Where the browser writes the port that it has chosen, in its profile. */
  private static final String PORT_FILE = "WebDriverBiDiServer.json";

  private final Commands commands;
  private final String context;

  private BiDi(Commands commands, String context) {
    this.commands = commands;
    this.context = context;
  }

  /** The page of a browser that is starting; null while there is none. */
  static @Nullable BiDi connect(Path profile, boolean anyCertificate, Duration patience)
      throws IOException, InterruptedException {
    Path portFile = profile.resolve(PORT_FILE);
    String written = Files.exists(portFile) ? Files.readString(portFile) : "";
    if (!written.contains("}")) {
      return null; // not there, or not yet whole
    }
    int port = Json.parse(written, JsonNode.class).path("ws_port").asInt();
    URI address = URI.create("ws://127.0.0.1:" + port + "/session");
    Commands commands = Commands.connect(address, patience, "");
    commands.call(
        "session.new",
        Map.of(
            "capabilities", Map.of("alwaysMatch", Map.of("acceptInsecureCerts", anyCertificate))));
    JsonNode contexts = commands.call("browsingContext.getTree", Map.of()).path("contexts");
    return new BiDi(commands, contexts.path(0).path("context").asText());
  }

  @Override
  public void visit(URI address) throws IOException, InterruptedException {
    try {
      commands.call(
          "browsingContext.navigate",
          Map.of("context", context, "url", address.toString(), "wait", "complete"));
    } catch (BrowserException e) {
      throw new BrowserException("it could not open " + address + ": " + e.getMessage());
    }
  }

  @Override
  public JsonNode evaluate(String script) throws IOException, InterruptedException {
    JsonNode told =
        commands.call(
            "script.evaluate",
            Map.of(
                "expression",
                script,
                "target",
                Map.of("context", context),
                "awaitPromise",
                true,
                "resultOwnership",
                "none"));
    if (told.path("type").asText().equals("exception")) {
      throw new BrowserException(told.at("/exceptionDetails/text").asText());
    }
    return value(told.path("result"));
  }

  /** A value in BiDi's own notation as JSON has it: what a page tells, objects at most. */
  static JsonNode value(JsonNode remote) {
    JsonNode value = remote.path("value");
    if (!remote.path("type").asText().equals("object")) {
      return value;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (JsonNode member : value) {
      object.set(member.path(0).asText(), value(member.path(1)));
    }
    return object;
  }

  @Override
  public void close() {
    commands.close();
  }
}
