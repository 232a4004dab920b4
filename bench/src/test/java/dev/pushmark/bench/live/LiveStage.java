package dev.pushmark.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real server, its live view, and a real browser that looks at it. */
final class LiveStage implements AutoCloseable {
  /** Those of the page, in its order. */
  static final List<String> TRANSPORTS =
      List.of("short-polling", "long-polling", "sse", "websocket", "socketio");

  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path NPM = TARGET.resolve("npm");
  private static final long PATIENCE_SECONDS = 60;

  private record Server(ChildProcess process, URI address) {}

  /** Of this machine, or wrong by so much. */
  private record ViewClock(AtomicLong aheadNs) implements Clock {
    @Override
    public long nanoTime() {
      return Clock.system().nanoTime() + aheadNs.get();
    }

    @Override
    public Instant now() {
      return Clock.system().now();
    }
  }

  private final Children children = new Children();
  private final ViewClock clock = new ViewClock(new AtomicLong());
  private final Path folder;
  private final LiveView view;
  private final Chromium page;
  private Server server;

  private LiveStage(Path folder) throws Exception {
    this.folder = folder;
    Path profile = folder.resolve("profile");
    ChildProcess browser = Chromium.launch(children, profile);
    this.server = launch(children, folder, 0);
    SavedRuns runs =
        new SavedRuns(
            folder.resolve("runs"),
            new Machine(),
            clock,
            () -> new Lab.Provenance("1", "unknown", List.of("pushmark", "serve"), null));
    this.view = LiveView.open(0, server.address(), runs, new SocketIoClient(NPM), clock);
    this.page = Chromium.attach(browser, profile);
  }

  /** Starts all of it; where a program is missing, the test is skipped or fails. */
  static LiveStage start() throws Exception {
    Chromium.requireWith("npm");
    installSocketIo();
    // Not a folder that is deleted behind the test: the browser may still write there.
    return new LiveStage(Files.createTempDirectory(TARGET, "live-"));
  }

  /** The client that the page's users are told to install; once for all builds. */
  private static void installSocketIo() throws IOException, InterruptedException {
    Path installed = NPM.resolve("node_modules/socket.io-client/package.json");
    if (Files.exists(installed)) {
      String version =
          Json.parse(Files.readString(installed), ObjectNode.class).path("version").asText();
      if (SocketIoClient.PACKAGE.endsWith("@" + version)) {
        return;
      }
    }
    Files.createDirectories(NPM);
    List<String> install =
        List.of("npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts");
    List<String> command = new ArrayList<>(install);
    command.addAll(List.of("--prefix", NPM.toString(), SocketIoClient.PACKAGE));
    Process npm = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(npm.waitFor()).as(said).isZero();
  }

  private static Server launch(Children children, Path folder, int port) throws Exception {
    CompletableFuture<String> listening = new CompletableFuture<>();
    ChildProcess process =
        children.start(
            "server",
            folder,
            ChildCommands.server(List.of("--port", String.valueOf(port))),
            line -> {
              Matcher matcher = LISTENING.matcher(line);
              if (matcher.find()) {
                listening.complete(matcher.group(1));
              }
            });
    return new Server(process, URI.create(listening.get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
  }

  /** Opens the page on a room, a part of its address. */
  Chromium open(String room) throws Exception {
    page.open(view.address().resolve("/?room=" + room));
    return page;
  }

  URI server() {
    return server.address();
  }

  /** Where the page's runs are saved. */
  Path runs() {
    return folder.resolve("runs");
  }

  /** Ends the server without a farewell. */
  void killServer() {
    server.process().stop(Duration.ZERO);
  }

  /** Starts it again, where it was. */
  void startServer() throws Exception {
    server = launch(children, folder, server.address().getPort());
  }

  /** From now on the view tells the page of a clock that is wrong by so much. */
  void putClockWrong(Duration ahead) {
    clock.aheadNs().set(ahead.toNanos());
  }

  /** Where pictures are left for people to look at. */
  static Path picture(String name) {
    return TARGET.resolve("pictures").resolve(name + ".png");
  }

  @Override
  public void close() {
    page.close();
    view.close();
    children.close();
  }
}
