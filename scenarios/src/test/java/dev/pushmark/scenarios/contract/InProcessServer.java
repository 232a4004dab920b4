package dev.pushmark.scenarios.contract;

import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.room.Retention;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** The reference server inside the test. */
final class InProcessServer implements ContractServer {
  /** What a room keeps where its memory is short: few enough to be outrun on purpose. */
  static final int RETAINED_EVENTS = 60;

  private final ReferenceServer server;
  private final String scheme;

  InProcessServer() throws IOException {
    this(ServerConfig.defaults());
  }

  InProcessServer(ServerConfig config) throws IOException {
    server = ReferenceServer.start(config);
    scheme = config.tls() == null ? "http" : "https";
  }

  static ServerConfig shortMemory() {
    return ServerConfig.defaults()
        .withRetention(new Retention(RETAINED_EVENTS, 64 << 20, Duration.ofMinutes(1)));
  }

  @Override
  public URI url() {
    return URI.create(scheme + "://127.0.0.1:" + server.port());
  }

  @Override
  public void close() {
    server.close();
  }
}
