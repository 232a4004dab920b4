package dev.pushmark.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Commands to a browser and its answers, numbered JSON over a WebSocket, as the DevTools protocol
 * and WebDriver BiDi both have them. Thread safe.
 */
final class Commands implements AutoCloseable {
  private final WebSocket socket;
  private final Answers answers;
  private final Duration patience;
  private final AtomicInteger ids = new AtomicInteger();

  private Commands(WebSocket socket, Answers answers, Duration patience) {
    this.socket = socket;
    this.answers = answers;
    this.patience = patience;
  }

  /**
   * Connects to a browser that listens.
   *
   * @param patience how long that may take, and each answer
   * @param crashed the event by which it says that its page is gone; empty if there is none
   */
  static Commands connect(URI address, Duration patience, String crashed)
      throws IOException, InterruptedException {
    Answers answers = new Answers(crashed);
    WebSocket socket =
        await(
            client(patience)
                .newWebSocketBuilder()
                .connectTimeout(patience)
                .buildAsync(address, answers),
            patience,
            "the browser did not take a connection");
    return new Commands(socket, answers, patience);
  }

  /** One that asks browsers on this machine, whatever proxy is set for others. */
  static HttpClient client(Duration patience) {
    return HttpClient.newBuilder()
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(patience)
        .build();
  }

  /**
   * Has a command carried out and returns its result.
   *
   * @throws BrowserException if it fails, the answer takes too long or the browser is gone
   */
  JsonNode call(String method, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    int id = ids.incrementAndGet();
    CompletableFuture<ObjectNode> answer = answers.await(id);
    String words = Json.line(Map.of("id", id, "method", method, "params", parameters));
    String late = "the browser did not answer to " + method;
    await(socket.sendText(words, true), patience, late);
    ObjectNode told = await(answer, patience, late);
    if (told.has("error")) {
      String message = told.path("message").asText(); // BiDi's; DevTools has it within
      throw new BrowserException(
          method + ": " + (message.isEmpty() ? told.at("/error/message").asText() : message));
    }
    return told.path("result");
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
    private final String crashed;
    private final StringBuilder message = new StringBuilder();
    private volatile @Nullable IOException ended;

    Answers(String crashed) {
      this.crashed = crashed;
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
        } else if (told.path("method").asText().equals(crashed)) {
          end(new IOException("its page crashed"));
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
