package dev.pushmark.bench.micro.pair;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Subscription;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;

/** Tyrus, the reference implementation of Jakarta WebSocket, on the JDK's asynchronous sockets. */
final class TyrusClient implements Client {

  @Override
  public Subscription subscribe(Line line, String room, Inbox inbox) throws IOException {
    ClientManager manager = ClientManager.createClient(JdkClientContainer.class.getName());
    try {
      manager.connectToServer(
          new Messages(line, inbox),
          ClientEndpointConfig.Builder.create().build(),
          socketOf(line, room));
    } catch (DeploymentException | IOException e) {
      manager.shutdown();
      throw new IOException("Tyrus cannot connect: " + e.getMessage(), e);
    }
    return manager::shutdown;
  }

  static URI socketOf(Line line, String room) {
    return URI.create("ws://" + line.endpoint().authority() + "/rooms/" + room + "/socket");
  }

  /** Hands messages to the line's event loop. */
  private static final class Messages extends Endpoint {
    private final Line line;
    private final Inbox inbox;

    Messages(Line line, Inbox inbox) {
      this.line = line;
      this.inbox = inbox;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(
          String.class, text -> line.loop().execute(() -> inbox.received(text)));
      line.loop().execute(inbox::subscribed);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      line.loop().execute(() -> inbox.ended("the connection was closed: " + reason));
    }

    @Override
    public void onError(Session session, Throwable error) {
      line.loop().execute(() -> inbox.ended("the connection failed: " + error));
    }
  }
}
