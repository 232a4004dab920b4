package dev.pushmark.bench.micro.pair;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Subscription;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The WebSocket client of {@code java.net.http}. */
final class JdkClient implements Client {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  @Override
  public Subscription subscribe(Line line, String room, Inbox inbox) throws IOException {
    WebSocket.Builder builder =
        HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
    try {
      WebSocket socket =
          builder.buildAsync(TyrusClient.socketOf(line, room), new Messages(line, inbox)).join();
      return socket::abort;
    } catch (CompletionException e) {
      throw new IOException("java.net.http cannot connect: " + e.getCause(), e);
    }
  }

  /** Hands whole messages to the line's event loop. */
  private static final class Messages implements WebSocket.Listener {
    private final Line line;
    private final Inbox inbox;
    private final StringBuilder message = new StringBuilder();

    Messages(Line line, Inbox inbox) {
      this.line = line;
      this.inbox = inbox;
    }

    @Override
    public void onOpen(WebSocket socket) {
      line.loop().execute(inbox::subscribed);
      socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        String whole = message.toString();
        message.setLength(0);
        line.loop().execute(() -> inbox.received(whole));
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      line.loop().execute(() -> inbox.ended("the server closed with code " + code));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      line.loop().execute(() -> inbox.ended("the connection failed: " + error));
    }
  }
}
