package dev.pushmark.server.reading;

import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

final class WebSocketReader implements Reader, WebSocket.Listener {
  private final Inbox inbox = new Inbox();
  private final StringBuilder message = new StringBuilder();
  private @Nullable WebSocket socket;

  static WebSocketReader open(Api api, String room, String after) throws Exception {
    WebSocketReader reader = new WebSocketReader();
    reader.socket =
        api.client()
            .newWebSocketBuilder()
            .buildAsync(api.uri("ws", "/rooms/" + room + "/socket?after=" + after), reader)
            .get(Api.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return reader;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    message.append(text);
    if (last) {
      Item.all(message).forEach(inbox::add);
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public Item next() throws InterruptedException {
    return inbox.take();
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }
}
