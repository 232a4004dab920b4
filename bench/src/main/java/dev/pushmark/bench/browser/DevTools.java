package dev.pushmark.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The DevTools protocol of the one page of a browser, over a WebSocket. Thread safe. */
public final class DevTools implements AutoCloseable {
  /** Where the browser writes the port that it has chosen, in its profile. */
  private static final String PORT_FILE = "DevToolsActivePort";

  private static final String CRASHED = "Inspector.targetCrashed";
  private static final long LOOK_MS = 20;

  private final WebSocket socket;
  private final Answers answers;
  private final Duration patience;
  private final AtomicInteger ids = new AtomicInteger();

  private DevTools(WebSocket socket, Answers answers, Duration patience) {
    this.socket = socket;
    this.answers = answers;
    this.patience = patience;
  }

  /**
   * Connects to the page of a browser that is starting.
   *
   * @param profile the browser's
   * @param isAlive whether it still runs
   * @param patience how long it may take to start, and each answer to come
   * @param events is given what the page tells of itself, on a thread of its own
   * @throws BrowserException if it ends or does not start in time
   */
  public static DevTools connect(
      Path profile, BooleanSupplier isAlive, Duration patience, Consumer<ObjectNode> events)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).connectTimeout(patience).build();
    Answers answers = new Answers(events);
    for (long waitedMs = 0; waitedMs < patience.toMillis(); waitedMs += LOOK_MS) {
      if (!isAlive.getAsBoolean()) {
        throw new BrowserException("the browser ended while it started");
      }
      String page = page(client, profile.resolve(PORT_FILE), patience);
      if (page != null) {
        WebSocket socket =
            await(
                client
                    .newWebSocketBuilder()
                    .connectTimeout(patience)
                    .buildAsync(URI.create(page), answers),
                patience,
                "the browser did not take a connection");
        DevTools tools = new DevTools(socket, answers, patience);
        tools.call("Inspector.enable", Map.of()); // it tells if the page crashes
        return tools;
      }
      Thread.sleep(LOOK_MS);
    }
    throw new BrowserException("the browser did not start within " + patience.toSeconds() + " s");
  }

  /** The address of the page's own end of the protocol; null while there is none. */
  private static @Nullable String page(HttpClient client, Path portFile, Duration patience)
      throws IOException, InterruptedException {
    List<String> lines = Files.exists(portFile) ? Files.readAllLines(portFile) : List.of();
    if (lines.size() < 2) {
      return null;
    }
    URI list = URI.create("http://127.0.0.1:" + lines.get(0) + "/json/list");
    String targets =
        client
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

  /**
   * Has a command carried out and returns its result.
   *
   * @throws BrowserException if it fails, the answer takes too long or the browser is gone
   */
  public JsonNode call(String method, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    int id = ids.incrementAndGet();
    CompletableFuture<ObjectNode> answer = answers.await(id);
    String words = Json.line(Map.of("id", id, "method", method, "params", parameters));
    String late = "the browser did not answer to " + method;
    await(socket.sendText(words, true), patience, late);
    ObjectNode told = await(answer, patience, late);
    if (told.has("error")) {
      throw new BrowserException(method + ": " + told.at("/error/message").asText());
    }
    return told.path("result");
  }

  /**
   * The value of an expression of the page's script, awaited if it is a promise.
   *
   * @throws BrowserException if it throws, too
   */
  public JsonNode evaluate(String expression) throws IOException, InterruptedException {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    JsonNode thrown = result.path("exceptionDetails");
    if (!thrown.isMissingNode()) {
      throw new BrowserException(
          thrown.at("/exception/description").asText(thrown.path("text").asText()));
    }
    return result.path("result").path("value");
  }

  private static <T> T await(CompletableFuture<T> future, Duration patience, String late)
      throws IOException, InterruptedException {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BrowserException(late + " within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new BrowserException("the browser is gone: " + why.getMessage());
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  private static final class Answers implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<ObjectNode>> awaited = new ConcurrentHashMap<>();
    private final Consumer<ObjectNode> events;
    private final StringBuilder message = new StringBuilder();
    private volatile @Nullable IOException ended;

    Answers(Consumer<ObjectNode> events) {
      this.events = events;
    }

    CompletableFuture<ObjectNode> await(int id) {
      CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
      awaited.put(id, answer);
      IOException why = ended;
      if (why != null) {
        answer.completeExceptionally(why);
      }
      return answer;
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        take(message.toString());
        message.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    private void take(String text) {
      try {
        ObjectNode told = Json.parse(text, ObjectNode.class);
        CompletableFuture<ObjectNode> answer = awaited.remove(told.path("id").asInt());
        if (answer != null) {
          answer.complete(told);
        } else if (told.path("method").asText().equals(CRASHED)) {
          end(new IOException("its page crashed"));
        } else {
          events.accept(told);
        }
      } catch (IOException e) {
        end(e);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      end(new IOException("it closed the connection"));
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      end(new IOException("the connection broke (" + error.getMessage() + ")"));
    }

    private void end(IOException why) {
      ended = why;
      new ArrayList<>(awaited.values()).forEach(answer -> answer.completeExceptionally(why));
    }
  }
}
