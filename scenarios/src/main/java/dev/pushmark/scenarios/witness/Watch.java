package dev.pushmark.scenarios.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.stamp.StampReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.jspecify.annotations.Nullable;

/**
 * Watches WebSockets with Tyrus, the reference implementation of Jakarta WebSocket, on the JDK's
 * asynchronous sockets: another library, another kind of event loop, other threads than the
 * measuring clients'. Thread safe.
 */
final class Watch {
  private static final String AUTHORIZATION = "Authorization";

  private final Clock clock;
  private final ClientManager tyrus =
      ClientManager.createClient(JdkClientContainer.class.getName());
  private final ClientEndpointConfig config;

  /** The authorization is the header's value; null for none. */
  Watch(Clock clock, @Nullable String authorization) {
    this.clock = clock;
    tyrus.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
    config =
        ClientEndpointConfig.Builder.create()
            .configurator(
                new ClientEndpointConfig.Configurator() {
                  @Override
                  public void beforeRequest(Map<String, List<String>> headers) {
                    if (authorization != null) {
                      headers.put(AUTHORIZATION, List.of(authorization));
                    }
                  }
                })
            .build();
  }

  /** Opens a WebSocket and hands over what it sees; returns once it is open. */
  void open(URI socket, Consumer<Sighting> onSighting) throws IOException {
    try {
      tyrus.connectToServer(new Messages(clock, onSighting), config, socket);
    } catch (DeploymentException e) {
      throw new IOException(socket + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static final class Messages extends Endpoint {
    private final Clock clock;
    private final Consumer<Sighting> onSighting;
    private final StampReader stamp = new StampReader();

    Messages(Clock clock, Consumer<Sighting> onSighting) {
      this.clock = clock;
      this.onSighting = onSighting;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(String.class, this::received);
    }

    /** Tyrus calls this for one message of a socket after the other. */
    private void received(String text) {
      long nowNs = clock.nanoTime();
      ByteBuf bytes = Unpooled.wrappedBuffer(text.getBytes(UTF_8));
      int at = stamp.next(bytes, 0, bytes.writerIndex());
      while (at >= 0) {
        if (stamp.intact()) {
          onSighting.accept(
              new Sighting(stamp.publisher(), stamp.sequence(), stamp.intendedSendTimeNs(), nowNs));
        }
        at = stamp.next(bytes, at, bytes.writerIndex());
      }
    }
  }
}
