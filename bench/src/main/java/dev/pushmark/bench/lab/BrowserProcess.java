package dev.pushmark.bench.lab;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.browser.BrowserException;
import dev.pushmark.bench.browser.BrowserPage;
import dev.pushmark.bench.browser.BrowserProgram;
import dev.pushmark.bench.browser.BrowserProgram.Leave;
import dev.pushmark.bench.browser.BrowserSaw;
import dev.pushmark.bench.browser.PageClient;
import dev.pushmark.bench.browser.Profile;
import dev.pushmark.bench.browser.Subscribers;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.RoundSpec;
import dev.pushmark.scenarios.recording.Roll;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.wire.Secure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The browser of a round, if it has one, on the injector's cores. It has subscribed before the
 * injector starts, or the round goes on without its figures. Not thread safe.
 */
final class BrowserProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LAST_BREATH_MS = 2_000;

  /** Where the live view's hint has npm put it, from Pushmark's home. */
  private static final Path SOCKET_IO =
      Path.of("bench/target/npm/node_modules/socket.io-client/dist/socket.io.min.js");

  private final RoundSpec round;
  private final Access access;
  private @Nullable Profile profile;
  private @Nullable ChildProcess child;
  private @Nullable BrowserPage page;
  private @Nullable Subscribers subscribers;
  private String trouble = "";

  private BrowserProcess(RoundSpec round, Access access) {
    this.round = round;
    this.access = access;
  }

  /**
   * Starts it, which takes some seconds.
   *
   * @throws Children.ClosedException if the program is ending
   */
  static BrowserProcess start(
      Children children, ChildCommands commands, Clock clock, RoundSpec round)
      throws Children.ClosedException, InterruptedException {
    BrowserProcess browser = new BrowserProcess(round, new Access(commands.token(), refusal -> {}));
    try {
      browser.open(children, commands, clock);
    } catch (Children.ClosedException e) {
      throw e;
    } catch (IOException e) {
      children.requireOpen();
      browser.trouble = browser.why(e);
    } finally {
      if (browser.subscribers == null) {
        browser.close();
      }
    }
    return browser;
  }

  private void open(Children children, ChildCommands commands, Clock clock)
      throws IOException, InterruptedException {
    URI server = round.url();
    boolean secure = "https".equals(server.getScheme());
    PageClient client = PageClient.of(round.transport(), secure);
    Profile ownProfile = Profile.create(round.out().resolve("browser-profile"));
    profile = ownProfile;
    List<String> command =
        new ArrayList<>(commands.pinning().prefix(commands.pinning().injector()));
    BrowserProgram program = BrowserProgram.of(round.plan().browser()).orElseThrow();
    Leave leave =
        new Leave(server.getHost(), secure && Secure.isLocal(server.getHost()), client.isHttp2());
    command.addAll(program.command(ownProfile.folder(), leave));
    ChildProcess process = children.start("browser", ownProfile.folder(), command, line -> {});
    child = process;
    ownProfile.isInUseWhile(process::isAlive);
    BrowserPage opened = program.connect(ownProfile.folder(), leave, process::isAlive, PATIENCE);
    page = opened;
    subscribers =
        Subscribers.open(
            opened,
            clock,
            client,
            new Subscribers.Target(server, round.browserRooms(), round.plan().polling(), access),
            Path.of(System.getProperty("pushmark.home", "")).resolve(SOCKET_IO));
  }

  /** Its main process; empty if it has not subscribed. */
  OptionalLong pid() {
    return child == null || subscribers == null
        ? OptionalLong.empty()
        : OptionalLong.of(child.pid());
  }

  /** Has it leave and counts what it saw; while the server still runs. */
  BrowserSaw end() throws InterruptedException {
    Subscribers present = subscribers;
    if (present == null) {
      return BrowserSaw.nothing(trouble);
    }
    Path roll = round.out().resolve(RoundSpec.ROLL);
    try {
      if (!Files.exists(roll)) {
        throw new IOException("the injector did not write down what it published");
      }
      return present.leave(Json.read(roll, Roll.class));
    } catch (IOException e) {
      return BrowserSaw.nothing(why(e));
    }
  }

  /** The reason in a line: the end of the process says more than that nobody answers. */
  private String why(IOException e) throws InterruptedException {
    String reason = e instanceof BrowserException ? e.getMessage() : e.toString();
    ChildProcess process = child;
    if (process != null) {
      try {
        int code = process.onExit().get(LAST_BREATH_MS, TimeUnit.MILLISECONDS);
        reason =
            "the browser "
                + Reasons.exit(code)
                + (subscribers == null ? Reasons.lastWords(process) : "");
      } catch (TimeoutException | ExecutionException stillThere) {
        // Then it is as the exception says.
      }
    }
    return access.hide(String.valueOf(reason));
  }

  @Override
  public void close() {
    if (page != null) {
      page.close();
    }
    if (child != null) {
      child.close();
    }
    if (profile != null) {
      profile.close();
    }
  }
}
