package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.live.LiveView;
import dev.pushmark.bench.live.SavedRuns;
import dev.pushmark.bench.live.SocketIoClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code pushmark serve}. */
@Command(
    name = "serve",
    sortOptions = false,
    header = "Start the reference server, in the foreground, and the live view beside it.",
    descriptionHeading = "%n",
    description = {
      "The live view is a page on which polling and push are seen side by side, in the browser that",
      "opens it; its address is printed. All other options go to the server. Ctrl-C lets it finish",
      "what it has begun and ends both.",
      ""
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark serve --port 8080",
      "  pushmark serve --port 0          a free port; which one is printed",
      "  pushmark serve --no-live         the server alone",
    })
final class ServeCommand implements Callable<Integer> {
  private static final Pattern LISTENING = Pattern.compile("listening on (https?://\\S+)");
  private static final Pattern LOOPBACK =
      Pattern.compile("http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):[0-9]+");

  private static final int MAX_PORT = 65_535;

  @Option(
      names = {"-h", "--help"},
      description = "This, and the server's own options.")
  private boolean help;

  @Option(
      names = "--live-port",
      paramLabel = "PORT",
      description = "Of the live view's page; 0 picks a free one (default: 0).")
  private int livePort;

  @Option(names = "--no-live", description = "Leave the live view out.")
  private boolean noLive;

  @Unmatched private List<String> options = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Function<List<String>, List<String>> server;

  /** The server is started by the command that its options are made into. */
  ServeCommand(Function<List<String>, List<String>> server) {
    this.server = server;
  }

  @Override
  public Integer call() throws Exception {
    if (livePort < 0 || livePort > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(), "--live-port must be 0 to " + MAX_PORT + ", was " + livePort);
    }
    if (livePort > 0 && !noLive && !help) {
      refuseIfTaken();
    }
    if (help) {
      spec.commandLine().usage(spec.commandLine().getOut());
      spec.commandLine().getOut().println();
      options = List.of("--help");
    }
    PrintWriter out = spec.commandLine().getOut();
    AtomicReference<@Nullable LiveView> live = new AtomicReference<>();
    try (Children children = new Children();
        ChildProcess running =
            children.startInForeground(
                "server",
                Path.of(""),
                server.apply(options),
                line -> {
                  out.println(line);
                  Matcher listening = LISTENING.matcher(line);
                  if (!noLive && live.get() == null && listening.find()) {
                    out.println(show(listening.group(1), live));
                  }
                  out.flush();
                })) {
      return running.onExit().get();
    } finally {
      LiveView shown = live.get();
      if (shown != null) {
        shown.close();
      }
    }
  }

  /** Found out before the server is started, so that nothing runs that was not asked for. */
  private void refuseIfTaken() {
    try {
      new ServerSocket(livePort, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--live-port must be free on 127.0.0.1, was " + livePort + ": " + e.getMessage());
    }
  }

  /** Opens the page beside a server, and says where it is or why there is none. */
  private String show(String address, AtomicReference<@Nullable LiveView> live) {
    if (!LOOPBACK.matcher(address).matches()) {
      return "No live view: it is for servers in cleartext on a loopback address";
    }
    if (options.stream().anyMatch(option -> option.startsWith("--access-keys"))) {
      return "No live view: it has no token for a server with --access-keys";
    }
    Path home = Build.home();
    Clock clock = Clock.system();
    SavedRuns runs =
        new SavedRuns(home.resolve("results/runs"), new Machine(), clock, this::provenance);
    SocketIoClient socketIo = new SocketIoClient(home.resolve("bench/target/npm"));
    try {
      LiveView view = LiveView.open(livePort, URI.create(address), runs, socketIo, clock);
      live.set(view);
      return "Live view " + view.address();
    } catch (IOException e) {
      return "No live view: --live-port " + livePort + " cannot be used: " + e.getMessage();
    }
  }

  private Lab.Provenance provenance() {
    List<String> command = new ArrayList<>(List.of("pushmark", "serve"));
    command.addAll(options);
    return new Lab.Provenance(Build.version(), Build.commit(), command, null);
  }
}
