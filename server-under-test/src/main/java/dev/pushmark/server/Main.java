package dev.pushmark.server;

import dev.pushmark.server.room.Retention;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
    description = "The reference real-time server: one event stream, every transport.")
public final class Main implements Callable<Integer> {
  private static final int USAGE = 2;

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

  @Spec CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(
            (e, args) -> usage(e.getCommandLine(), String.valueOf(e.getMessage())));
  }

  private static int usage(CommandLine commandLine, String message) {
    PrintWriter err = commandLine.getErr();
    err.println("pushmark-server: " + message.lines().findFirst().orElse("") + " (see --help)");
    err.flush();
    return USAGE;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerConfig config;
    try {
      config = config();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    try {
      serve(config);
      return 0;
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
        seconds("--max-wait", maxWaitSeconds),
        seconds("--heartbeat", heartbeatSeconds));
  }

  private static Duration seconds(String option, BigDecimal seconds) {
    if (seconds.abs().compareTo(BigDecimal.valueOf(1_000_000_000)) > 0) {
      throw new IllegalArgumentException(option + " must be 0 to 86400 seconds, was " + seconds);
    }
    return Duration.ofNanos(
        seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /** Serves until the process is asked to end; then drains, and ends it with exit code 0. */
  private static void serve(ServerConfig config) throws IOException, InterruptedException {
    ReferenceServer server = ReferenceServer.start(config);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  System.err.println("pushmark-server: drained");
                  Runtime.getRuntime().halt(0);
                },
                "drain"));
    System.out.println(
        "pushmark-server listening on http://" + config.host() + ":" + server.port());
    new CountDownLatch(1).await();
  }
}
