package dev.pushmark.server;

import dev.pushmark.server.access.Limits;
import dev.pushmark.server.access.Origins;
import dev.pushmark.server.access.Tokens;
import dev.pushmark.server.compression.Compression;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Retention;
import dev.pushmark.server.room.SlowConsumerPolicy;
import dev.pushmark.server.stall.StallLog;
import dev.pushmark.server.wire.Timeouts;
import dev.pushmark.server.wire.Tls;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The server as a process: starts, says where it listens, and drains when told to stop. */
@Command(
    name = "pushmark-server",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "The reference real-time server: one event stream, every transport.",
    subcommands = TokenCommand.class)
public final class Main implements Callable<Integer> {
  private static final int USAGE = 2;

  /** How much is logged. */
  enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  @Option(names = "--port", paramLabel = "PORT", description = "0 picks a free one (default: 0).")
  int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  String host = "";

  @Option(
      names = "--event-loops",
      paramLabel = "N",
      description = "Threads that serve (default: one per processor).")
  int eventLoops = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--retain-events",
      paramLabel = "N",
      description = "Events that a room keeps at most (default: ${DEFAULT-VALUE}).")
  int retainEvents = Retention.DEFAULT.events();

  @Option(
      names = "--retain-bytes",
      paramLabel = "N",
      description = "Bytes of payload that a room keeps at most (default: ${DEFAULT-VALUE}).")
  long retainBytes = Retention.DEFAULT.bytes();

  @Option(
      names = "--retain-age",
      paramLabel = "DURATION",
      defaultValue = "5m",
      converter = DurationText.class,
      description = "How long a room keeps an event at most (default: ${DEFAULT-VALUE}).")
  Duration retainAge = Duration.ZERO;

  @Option(
      names = "--max-wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "The longest wait of a long poll (default: ${DEFAULT-VALUE}).")
  BigDecimal maxWaitSeconds = BigDecimal.ZERO;

  @Option(
      names = "--heartbeat",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description = "Silence before a stream gets a sign of life (default: ${DEFAULT-VALUE}).")
  BigDecimal heartbeatSeconds = BigDecimal.ZERO;

  @Option(
      names = "--slow-consumer",
      paramLabel = "POLICY",
      defaultValue = "drop-oldest",
      description =
          "What happens to a subscriber that falls too far behind: disconnect, drop-oldest or"
              + " coalesce (to the newest); it is told (default: ${DEFAULT-VALUE}).")
  SlowConsumerPolicy.Action slowConsumer = SlowConsumerPolicy.DEFAULT.action();

  @Option(
      names = "--queue-bytes",
      paramLabel = "N",
      description =
          "Bytes of payload that may wait for one subscriber (default: ${DEFAULT-VALUE}).")
  long queueBytes = SlowConsumerPolicy.DEFAULT.queueBytes();

  @Option(
      names = "--batch-window",
      paramLabel = "DURATION",
      defaultValue = "0s",
      converter = DurationText.class,
      description =
          "How long events of a room are collected, from the first one on, and then written together:"
              + " fewer writes, later events (default: ${DEFAULT-VALUE}, not at all).")
  Duration batchWindow = Duration.ZERO;

  @Option(
      names = "--compression",
      paramLabel = "MODE",
      defaultValue = "none",
      description =
          "none or deflate: for clients that ask for it, permessage-deflate on WebSockets, gzip for"
              + " streams and polls (default: ${DEFAULT-VALUE}).")
  Compression compression = Compression.NONE;

  @Option(
      names = "--access-keys",
      paramLabel = "FILE",
      description = {
        "Ask for bearer tokens (JWT) that are signed by a key of this JSON Web Key Set.",
        "Needed unless --host is of this machine alone, or of a network for benchmarks"
            + " (198.18.0.0/15); 'token --help' makes keys and tokens."
      })
  @Nullable Path accessKeys;

  @Option(
      names = "--tls",
      description = {
        "Speak TLS too, with a certificate made for this run: https, wss, HTTP/2 by ALPN, and HTTP/3"
            + " on the UDP port of the same number.",
        "Cleartext is still spoken on the same port."
      })
  boolean tls;

  @Option(
      names = "--no-tls-resumption",
      description = "Have every TLS connection begin with a full handshake.")
  boolean noTlsResumption;

  @Option(
      names = "--allow-origin",
      split = ",",
      paramLabel = "ORIGIN",
      description =
          "Pages that may talk to this server, beside its own and this machine's; * for all.")
  Set<String> allowOrigins = Set.of();

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description = "At a time (default: ${DEFAULT-VALUE}).")
  int maxConnections = Limits.DEFAULT.connections();

  @Option(
      names = "--max-rooms",
      paramLabel = "N",
      description = "At a time (default: ${DEFAULT-VALUE}).")
  int maxRooms = Limits.DEFAULT.rooms();

  @Option(
      names = "--max-event-bytes",
      paramLabel = "N",
      description = "Size of an event, up to 65536 (default: ${DEFAULT-VALUE}).")
  int maxEventBytes = Limits.DEFAULT.eventBytes();

  @Option(
      names = "--max-header-bytes",
      paramLabel = "N",
      description = "Size of a request's headers (default: ${DEFAULT-VALUE}).")
  int maxHeaderBytes = Limits.DEFAULT.headerBytes();

  @Option(
      names = "--max-publish-rate",
      paramLabel = "N",
      description =
          "Events per second that one token's subject, or one address, may publish; 0 for any"
              + " number (default: ${DEFAULT-VALUE}).")
  int maxPublishRate = Limits.DEFAULT.publishPerSecond();

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description = "ERROR, WARN, INFO or DEBUG, to standard error (default: ${DEFAULT-VALUE}).")
  LogLevel logLevel = LogLevel.INFO;

  @Option(
      names = "--write-log",
      paramLabel = "FILE",
      description = {
        "For calibrating a measuring client: when the server ends, write down when each batch went to",
        "each subscriber. Lines of room, first offset, last offset and monotonic nanoseconds."
      })
  @Nullable Path writeLog;

  @Option(
      names = "--request-timeout",
      paramLabel = "DURATION",
      defaultValue = "60s",
      converter = DurationText.class,
      description =
          "How long a request or a WebSocket message may take to come (default: ${DEFAULT-VALUE}).")
  Duration requestTimeout = Duration.ZERO;

  @Option(
      names = "--idle-timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      converter = DurationText.class,
      description =
          "How long a connection may be without a request, or not take what it is sent (default:"
              + " ${DEFAULT-VALUE}).")
  Duration idleTimeout = Duration.ZERO;

  @Option(
      names = "--stall-log",
      paramLabel = "FILE",
      description =
          "Record by how much an idle thread wakes late, for each second a line in HdrHistogram's"
              + " log format.")
  @Nullable Path stallLog;

  @Spec CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "dev/pushmark/server/logback.xml");
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.getSubcommands().values().forEach(Main::converters);
    return converters(commandLine)
        .setParameterExceptionHandler(
            (e, args) -> usage(e.getCommandLine(), String.valueOf(e.getMessage())));
  }

  private static CommandLine converters(CommandLine commandLine) {
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(
            SlowConsumerPolicy.Action.class,
            text ->
                choice(
                    text,
                    "disconnect, drop-oldest or coalesce",
                    SlowConsumerPolicy.Action.values()))
        .registerConverter(
            Compression.class, text -> choice(text, "none or deflate", Compression.values()));
  }

  private static <E extends Enum<E>> E choice(String text, String allowed, E[] values) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return value;
      }
    }
    throw new CommandLine.TypeConversionException("must be " + allowed + ", was " + text);
  }

  private static int usage(CommandLine commandLine, String message) {
    PrintWriter err = commandLine.getErr();
    err.println("pushmark-server: " + message.lines().findFirst().orElse("") + " (see --help)");
    err.flush();
    return USAGE;
  }

  @Override
  public Integer call() throws InterruptedException {
    System.setProperty("pushmark.log.level", logLevel.name());
    try {
      serve(config(), stallLog);
      return 0;
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      System.err.println("pushmark-server: " + e.getMessage());
      return 1;
    }
  }

  private ServerConfig config() {
    return new ServerConfig(
        host,
        port,
        eventLoops,
        new Retention(retainEvents, retainBytes, retainAge),
        new SlowConsumerPolicy(slowConsumer, queueBytes),
        batchWindow,
        seconds("--max-wait", maxWaitSeconds),
        seconds("--heartbeat", heartbeatSeconds),
        new Timeouts(requestTimeout, idleTimeout),
        new Limits(maxConnections, maxRooms, maxEventBytes, maxHeaderBytes, maxPublishRate),
        new Origins(allowOrigins),
        compression,
        tokens(),
        tls(),
        writeLog);
  }

  private @Nullable Tls tls() {
    if (!tls && noTlsResumption) {
      throw new IllegalArgumentException("--no-tls-resumption needs --tls");
    }
    return tls ? Tls.selfSigned(!noTlsResumption, Clock.SYSTEM) : null;
  }

  private @Nullable Tokens tokens() {
    if (accessKeys == null) {
      return null;
    }
    try {
      return Tokens.signedBy(accessKeys, Clock.SYSTEM);
    } catch (IOException e) {
      throw new IllegalArgumentException("--access-keys cannot be used: " + e.getMessage(), e);
    }
  }

  private static Duration seconds(String option, BigDecimal seconds) {
    if (seconds.abs().compareTo(BigDecimal.valueOf(1_000_000_000)) > 0) {
      throw new IllegalArgumentException(option + " must be 0 to 86400 seconds, was " + seconds);
    }
    return Duration.ofNanos(
        seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /** Serves until the process is asked to end; then drains, and ends it with exit code 0. */
  private static void serve(ServerConfig config, @Nullable Path stallLog)
      throws IOException, InterruptedException {
    StallLog stalls = stallLog == null ? null : stallLog(stallLog);
    ReferenceServer server = ReferenceServer.start(config);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  if (stalls != null) {
                    stalls.close();
                  }
                  Runtime.getRuntime().halt(0);
                },
                "drain"));
    System.out.println(
        "pushmark-server listening on "
            + (config.tls() == null ? "http" : "https")
            + "://"
            + config.host()
            + ":"
            + server.port());
    new CountDownLatch(1).await();
  }

  private static StallLog stallLog(Path file) throws IOException {
    try {
      return StallLog.start(file, Clock.SYSTEM);
    } catch (IOException e) {
      throw new IOException("cannot write --stall-log " + file + ": " + e.getMessage(), e);
    }
  }
}
