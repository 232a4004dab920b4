package dev.pushmark.server;

import dev.pushmark.server.access.Limits;
import dev.pushmark.server.access.Origins;
import dev.pushmark.server.access.Tokens;
import dev.pushmark.server.compression.Compression;
import dev.pushmark.server.room.Retention;
import dev.pushmark.server.room.SlowConsumerPolicy;
import dev.pushmark.server.wire.Timeouts;
import dev.pushmark.server.wire.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the reference server runs.
 *
 * @param port 0 picks a free one
 * @param batchWindow for how long events of a room are collected, from the first one on, before
 *     they are written together; zero for none
 * @param maxWait the longest wait that a long poll may ask for
 * @param heartbeat how long a stream or a WebSocket may be silent before the server says something
 * @param tokens null lets everybody do everything, on a loopback address, or one that is set apart
 *     for benchmarks, only
 * @param tls null for cleartext only; else both are spoken on the one port
 * @param writeLog where the times of all writes go in the end; null for nowhere
 */
public record ServerConfig(
    String host,
    int port,
    int eventLoops,
    Retention retention,
    SlowConsumerPolicy slowConsumers,
    Duration batchWindow,
    Duration maxWait,
    Duration heartbeat,
    Timeouts timeouts,
    Limits limits,
    Origins origins,
    Compression compression,
    @Nullable Tokens tokens,
    @Nullable Tls tls,
    @Nullable Path writeLog) {
  private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LONGEST_WINDOW = Duration.ofSeconds(10);

  public ServerConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port must be 0 to 65535, was " + port);
    }
    if (eventLoops < 1 || eventLoops > 1024) {
      throw new IllegalArgumentException("--event-loops must be 1 to 1024, was " + eventLoops);
    }
    if (batchWindow.isNegative() || batchWindow.compareTo(LONGEST_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "--batch-window must be 0 to 10 seconds, was " + seconds(batchWindow));
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

  /** On a free port of the loopback address, for everybody on this machine. */
  public static ServerConfig defaults() {
    return new ServerConfig(
        "127.0.0.1",
        0,
        Runtime.getRuntime().availableProcessors(),
        Retention.DEFAULT,
        SlowConsumerPolicy.DEFAULT,
        Duration.ZERO,
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        Timeouts.DEFAULT,
        Limits.DEFAULT,
        Origins.DEFAULT,
        Compression.NONE,
        null,
        null,
        null);
  }

  public ServerConfig withPort(int other) {
    return with(fields -> fields.port = other);
  }

  public ServerConfig withEventLoops(int other) {
    return with(fields -> fields.eventLoops = other);
  }

  public ServerConfig withRetention(Retention other) {
    return with(fields -> fields.retention = other);
  }

  public ServerConfig withSlowConsumers(SlowConsumerPolicy other) {
    return with(fields -> fields.slowConsumers = other);
  }

  public ServerConfig withBatchWindow(Duration other) {
    return with(fields -> fields.batchWindow = other);
  }

  public ServerConfig withMaxWait(Duration other) {
    return with(fields -> fields.maxWait = other);
  }

  public ServerConfig withHeartbeat(Duration other) {
    return with(fields -> fields.heartbeat = other);
  }

  public ServerConfig withTimeouts(Timeouts other) {
    return with(fields -> fields.timeouts = other);
  }

  public ServerConfig withLimits(Limits other) {
    return with(fields -> fields.limits = other);
  }

  public ServerConfig withOrigins(Origins other) {
    return with(fields -> fields.origins = other);
  }

  public ServerConfig withCompression(Compression other) {
    return with(fields -> fields.compression = other);
  }

  public ServerConfig withTokens(Tokens other) {
    return with(fields -> fields.tokens = other);
  }

  public ServerConfig withTls(Tls other) {
    return with(fields -> fields.tls = other);
  }

  public ServerConfig withWriteLog(Path other) {
    return with(fields -> fields.writeLog = other);
  }

  private ServerConfig with(Consumer<Fields> change) {
    Fields fields = new Fields(this);
    change.accept(fields);
    return fields.toConfig();
  }

  /** The components of a configuration that is being changed. */
  private static final class Fields {
    private final String host;
    private int port;
    private int eventLoops;
    private Retention retention;
    private SlowConsumerPolicy slowConsumers;
    private Duration batchWindow;
    private Duration maxWait;
    private Duration heartbeat;
    private Timeouts timeouts;
    private Limits limits;
    private Origins origins;
    private Compression compression;
    private @Nullable Tokens tokens;
    private @Nullable Tls tls;
    private @Nullable Path writeLog;

    Fields(ServerConfig from) {
      host = from.host;
      port = from.port;
      eventLoops = from.eventLoops;
      retention = from.retention;
      slowConsumers = from.slowConsumers;
      batchWindow = from.batchWindow;
      maxWait = from.maxWait;
      heartbeat = from.heartbeat;
      timeouts = from.timeouts;
      limits = from.limits;
      origins = from.origins;
      compression = from.compression;
      tokens = from.tokens;
      tls = from.tls;
      writeLog = from.writeLog;
    }

    ServerConfig toConfig() {
      return new ServerConfig(
          host,
          port,
          eventLoops,
          retention,
          slowConsumers,
          batchWindow,
          maxWait,
          heartbeat,
          timeouts,
          limits,
          origins,
          compression,
          tokens,
          tls,
          writeLog);
    }
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.toMillis() / 1e3);
  }
}
