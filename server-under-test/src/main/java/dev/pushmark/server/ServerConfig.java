package dev.pushmark.server;

import dev.pushmark.server.room.Retention;
import java.time.Duration;

/**
 * How the reference server runs.
 *
 * @param port 0 picks a free one
 * @param maxWait the longest wait that a long poll may ask for
 * @param heartbeat how long a stream or a WebSocket may be silent before the server says something
 */
public record ServerConfig(
    String host,
    int port,
    int eventLoops,
    Retention retention,
    Duration maxWait,
    Duration heartbeat) {
  private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofDays(1);

  public ServerConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port must be 0 to 65535, was " + port);
    }
    if (eventLoops < 1 || eventLoops > 1024) {
      throw new IllegalArgumentException("--event-loops must be 1 to 1024, was " + eventLoops);
    }
    if (maxWait.isNegative() || maxWait.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "--max-wait must be 0 to 86400 seconds, was " + seconds(maxWait));
    }
    if (heartbeat.compareTo(SHORTEST_HEARTBEAT) < 0 || heartbeat.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "--heartbeat must be 0.05 to 86400 seconds, was " + seconds(heartbeat));
    }
  }

  /** On a free port of the loopback address. */
  public static ServerConfig defaults() {
    return new ServerConfig(
        "127.0.0.1",
        0,
        Runtime.getRuntime().availableProcessors(),
        Retention.DEFAULT,
        Duration.ofSeconds(60),
        Duration.ofSeconds(15));
  }

  public ServerConfig withPort(int other) {
    return new ServerConfig(host, other, eventLoops, retention, maxWait, heartbeat);
  }

  public ServerConfig withEventLoops(int other) {
    return new ServerConfig(host, port, other, retention, maxWait, heartbeat);
  }

  public ServerConfig withRetention(Retention other) {
    return new ServerConfig(host, port, eventLoops, other, maxWait, heartbeat);
  }

  public ServerConfig withMaxWait(Duration other) {
    return new ServerConfig(host, port, eventLoops, retention, other, heartbeat);
  }

  public ServerConfig withHeartbeat(Duration other) {
    return new ServerConfig(host, port, eventLoops, retention, maxWait, other);
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.toMillis() / 1e3);
  }
}
