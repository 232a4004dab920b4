package dev.pushmark.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.reading.Api;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tyrus, the reference implementation of Jakarta WebSocket. */
@ExtendWith(LeakCheck.class)
class TyrusTest {
  private static final class Witness extends Endpoint {
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(
          new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String message) {
              seen.add(message);
            }
          });
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      seen.add("closed " + reason.getCloseCode().getCode());
    }

    String next() throws InterruptedException {
      String next = seen.poll(Api.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing came");
      }
      return next;
    }
  }

  @Test
  void receivesWhatItAndOthersPublishUntilTheServerGoes() throws Exception {
    ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
    Api api = Api.of(server);
    Witness witness = new Witness();
    ClientManager client = ClientManager.createClient(JdkClientContainer.class.getName());
    Session session =
        client.connectToServer(
            witness,
            ClientEndpointConfig.Builder.create().build(),
            api.uri("ws", "/rooms/tyrus/socket"));
    try {
      session.getBasicRemote().sendText("\"tyrus\"");
      assertThat(witness.next()).endsWith("-1\",\"data\":\"tyrus\"}");
      String large = "\"" + "x".repeat(65_000) + "\"";
      session.getBasicRemote().sendText(large);
      assertThat(witness.next()).endsWith("-2\",\"data\":" + large + "}");
      String id = api.publish("tyrus", 3);
      assertThat(witness.next()).isEqualTo("{\"id\":\"" + id + "\",\"data\":3}");
    } finally {
      server.close();
    }
    assertThat(witness.next()).isEqualTo("closed 1001");
  }
}
