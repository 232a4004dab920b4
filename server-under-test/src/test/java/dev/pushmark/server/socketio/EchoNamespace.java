package dev.pushmark.server.socketio;

import dev.pushmark.server.socketio.engine.Ids;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the public test suite of the protocol expects of a server: {@code auth} with the credentials
 * upon connection, {@code message} back as {@code message-back}, {@code message-with-ack}
 * acknowledged with its arguments.
 */
final class EchoNamespace implements Namespace {
  private final Ids ids = new Ids();

  @Override
  public SocketHandler connect(Socket socket, byte[] auth) {
    socket.accept(ids.next(), null);
    socket.emit("\"auth\"," + utf8(auth), List.of());
    return new Echo(socket);
  }

  private static String utf8(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }

  private record Echo(Socket socket) implements SocketHandler {
    @Override
    public void event(Arguments arguments, List<byte[]> attachments, Ack ack) {
      String tail = utf8(arguments.tail());
      switch (String.valueOf(arguments.name())) {
        case "message" -> socket.emit("\"message-back\"" + tail, attachments);
        case "message-with-ack" -> ack.answer(tail.substring(1), attachments);
        default -> {}
      }
    }

    @Override
    public void ready() {}

    @Override
    public void suspend() {}

    @Override
    public void resume() {}

    @Override
    public void handled() {}

    @Override
    public void sweep(long nowNs) {}

    @Override
    public void gone(boolean lost) {}
  }
}
