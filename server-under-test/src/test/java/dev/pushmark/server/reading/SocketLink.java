package dev.pushmark.server.reading;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Engine.IO over WebSocket, from the beginning or in place of a session's polls. */
public final class SocketLink implements EngineLink, WebSocket.Listener {
  private final BlockingQueue<String> packets = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable WebSocket socket;
  private String sid = "";

  /** A session at a path like {@code /socket.io/}. */
  public static SocketLink open(Api api, String path) throws Exception {
    SocketLink link = connect(api, path + "?EIO=4&transport=websocket");
    link.sid = EngineLink.sidOf(link.next());
    return link;
  }

  /** A WebSocket that may come to carry a polling session; nothing has been sent. */
  public static SocketLink beside(Api api, PollingLink polling) throws Exception {
    SocketLink link = connect(api, polling.path().replace("=polling", "=websocket"));
    link.sid = polling.sid();
    return link;
  }

  private static SocketLink connect(Api api, String path) throws Exception {
    SocketLink link = new SocketLink();
    link.socket =
        api.client()
            .newWebSocketBuilder()
            .buildAsync(api.uri("ws", path), link)
            .get(Api.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return link;
  }

  /** Probes and completes the upgrade of the session that it was opened beside. */
  public void upgrade() throws Exception {
    send("2probe");
    String answer = next();
    if (!answer.equals("3probe")) {
      throw new AssertionError("the probe was answered with " + answer);
    }
    send("5");
  }

  private WebSocket socket() {
    if (socket == null) {
      throw new AssertionError("not connected");
    }
    return socket;
  }

  @Override
  public String sid() {
    return sid;
  }

  /** That it cannot be sent any more is told by {@link #next}. */
  @Override
  public void send(String packet) throws Exception {
    socket()
        .sendText(packet, true)
        .exceptionally(closed -> null)
        .get(Api.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Sends a binary message. */
  public void send(byte[] bytes) throws Exception {
    socket()
        .sendBinary(ByteBuffer.wrap(bytes), true)
        .get(Api.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** The next packet, or {@code closed}. */
  @Override
  public String next() throws InterruptedException {
    String packet = packets.poll(Api.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (packet == null) {
      throw new AssertionError("nothing came");
    }
    return packet;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      packets.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    packets.add("b" + Base64.getEncoder().encodeToString(bytes));
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    packets.add("closed");
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    packets.add("closed");
  }

  @Override
  public void close() {
    socket().abort();
  }
}
