package dev.pushmark.scenarios.contract;

import dev.pushmark.results.model.Polling;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.wire.Tls;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * One of our transports against one of the servers.
 *
 * @param independent the server on Node.js rather than the reference server
 */
record Contender(String transport, boolean independent) {
  private static final int SEED = 1;

  static Stream<Contender> all() {
    return Stream.concat(
        Transports.names().stream().map(name -> new Contender(name, false)),
        overHttp1().map(name -> new Contender(name, true)));
  }

  /** The transports whose bytes a test can write by hand. */
  static Stream<String> overHttp1() {
    return Transports.names().stream()
        .filter(name -> !name.matches(".*-h[23]|webtransport.*|grpc"));
  }

  static Stream<Contender> onReferenceServer() {
    return all().filter(contender -> !contender.independent);
  }

  /**
   * Whether the server sends without being asked, and so has a queue for each subscriber; one that
   * upgrades may still be polling when it is looked at.
   */
  boolean pushed() {
    return !transport.equals("refresh")
        && !transport.contains("polling")
        && !transport.equals("socketio");
  }

  /** What a subscriber is told that HTTP would refuse with this status. */
  String refusal(int status) {
    if (!transport.equals("grpc")) {
      return Integer.toString(status);
    }
    return switch (status) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 503 -> "UNAVAILABLE";
      default -> throw new IllegalArgumentException("no contract says " + status);
    };
  }

  ContractServer start() throws IOException, InterruptedException {
    return independent
        ? NodeServer.startFor(transport)
        : new InProcessServer(secured(InProcessServer.shortMemory()));
  }

  /** With TLS if this transport cannot do without. */
  ServerConfig secured(ServerConfig config) {
    return config.tls() == null && Transports.needsTls(transport)
        ? config.withTls(Tls.selfSigned(true, Clock.SYSTEM))
        : config;
  }

  /** The transport; polls follow each other at this distance. */
  Transport client(Duration interval) {
    return client(transport, interval);
  }

  static Transport client(String transport, Duration interval) {
    Polling polling =
        new Polling(interval, Polling.Phase.RANDOM, Polling.Pace.FIXED_RATE, Duration.ofSeconds(5));
    return Transports.create(transport, polling, new PollPhases(polling, 1, 0, SEED));
  }

  @Override
  public String toString() {
    return transport + (independent ? " against Node.js" : " against the reference server");
  }
}
