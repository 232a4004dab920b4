package dev.pushmark.server.socketio.engine;

import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.RequestException;
import dev.pushmark.server.wire.WebSocketHandshake;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpMethod;

/** The path at which sessions are opened and used. */
public final class Engine implements Endpoint {
  private static final String VERSION = "4";
  private static final String POLLING = "polling";
  private static final String WEBSOCKET = "websocket";

  private final EngineSettings settings;
  private final Sessions sessions;

  public Engine(EngineSettings settings, Application application) {
    this.settings = settings;
    this.sessions = new Sessions(settings, application);
  }

  /** How many sessions there are; any thread may ask. */
  public int sessions() {
    return sessions.size();
  }

  @Override
  public void serve(Exchange exchange) throws RequestException {
    String transport = exchange.parameter("transport");
    String sid = exchange.parameter("sid");
    boolean polling = POLLING.equals(transport);
    if (!polling && !WEBSOCKET.equals(transport)) {
      EngineError.UNKNOWN_TRANSPORT.answer(exchange);
    } else if (!VERSION.equals(exchange.parameter("EIO"))) {
      EngineError.UNSUPPORTED_VERSION.answer(exchange);
    } else if (sid == null) {
      open(exchange, polling);
    } else {
      Session session = sessions.get(sid);
      if (session == null) {
        EngineError.UNKNOWN_SID.answer(exchange);
      } else {
        use(exchange, polling, session);
      }
    }
  }

  private void open(Exchange exchange, boolean polling) throws RequestException {
    if (!exchange.method().equals(HttpMethod.GET)) {
      EngineError.BAD_HANDSHAKE_METHOD.answer(exchange);
    } else if (sessions.isFull() || exchange.loop().isDraining()) {
      EngineError.TOO_MANY_SESSIONS.answer(exchange);
    } else if (polling) {
      Session session = sessions.open(exchange);
      Poll.text(exchange, session.openByPolling());
    } else {
      EngineSocket socket = new EngineSocket(exchange.loop(), settings);
      if (WebSocketHandshake.accept(exchange, socket) && !socket.isGone()) {
        sessions.open(exchange).openBySocket(socket);
      }
    }
  }

  private static void use(Exchange exchange, boolean polling, Session session) {
    if (!polling) {
      Upgrade.ask(exchange, session);
    } else if (exchange.method().equals(HttpMethod.GET)) {
      Poll poll = new Poll(exchange, session);
      exchange.park(poll);
      session.run(exchange.loop(), () -> session.poll(poll));
    } else if (exchange.method().equals(HttpMethod.POST)) {
      Post post = new Post(exchange, session);
      byte[] body = ByteBufUtil.getBytes(exchange.body());
      exchange.park(post);
      session.run(exchange.loop(), () -> session.post(post, body));
    } else {
      EngineError.BAD_REQUEST_FORM.answer(exchange);
    }
  }
}
