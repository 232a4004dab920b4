package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.scenarios.gatling.Injector;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The reference server of a round through all its lives: faults of the plan may end it, start it
 * again where it listened, or stop it in its tracks. Thread safe.
 */
final class RoundServer implements AutoCloseable {
  private static final String PORT = "--port";

  /** How long it may take to tell its subscribers that it ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Children children;
  private final List<String> command;
  private final Path folder;
  private final Duration bound;
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();

  /** Carries wishes out, one after the other, so that who brings them need not wait. */
  private final ExecutorService wishes =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "server-life");
            thread.setDaemon(true);
            return thread;
          });

  private volatile ServerProcess current;
  private volatile boolean stopped;

  private RoundServer(
      Children children, List<String> command, Path folder, Duration bound, ServerProcess first) {
    this.children = children;
    this.command = List.copyOf(command);
    this.folder = folder;
    this.bound = bound;
    this.current = first;
  }

  /** The first life begins; see {@link ServerProcess#start}. */
  static RoundServer start(Children children, List<String> command, Path folder, Duration bound)
      throws IOException, InterruptedException {
    ServerProcess first = ServerProcess.start(children, command, folder, bound);
    RoundServer server = new RoundServer(children, command, folder, bound, first);
    server.watch(first);
    return server;
  }

  private void watch(ServerProcess life) {
    var unused =
        life.child()
            .onExit()
            .thenAccept(
                code -> {
                  if (!stopped) {
                    ended.complete(code);
                  }
                });
  }

  URI url() {
    return current.url();
  }

  URI cleartextUrl() {
    return current.cleartextUrl();
  }

  /** The process of the life that it leads now, or has led last. */
  ChildProcess child() {
    return current.child();
  }

  /** Completes with its exit code if it ends without having been asked to. */
  CompletableFuture<Integer> onExit() {
    return ended;
  }

  /**
   * Does to it what the injector wishes; returns at once.
   *
   * @param answer gets the line that tells the injector what came of it
   */
  void grant(String wish, Consumer<String> answer) {
    wishes.execute(() -> answer.accept(carryOut(wish)));
  }

  private String carryOut(String wish) {
    try {
      switch (wish) {
        case "stop" -> {
          stopped = true;
          current.stop(PATIENCE);
        }
        case "start" -> startAgain();
        case "pause" -> signal("STOP");
        case "resume" -> signal("CONT");
        default -> throw new IOException("a server cannot be made to " + wish);
      }
      return Injector.serverDone(current.url());
    } catch (IOException e) {
      return Injector.serverFailed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Injector.serverFailed("the round was given up");
    }
  }

  /** Where it listened before: publishers know no other place. */
  private void startAgain() throws IOException, InterruptedException {
    List<String> same = new ArrayList<>(command);
    int port = same.indexOf(PORT) + 1;
    if (port > 0) {
      same.set(port, Integer.toString(current.url().getPort()));
    }
    ServerProcess next = ServerProcess.start(children, same, folder, bound);
    current = next;
    stopped = false;
    watch(next);
  }

  private void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(current.pid()))
            .redirectErrorStream(true)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("the server could not be sent SIG" + name);
    }
  }

  /** Ends whatever life it leads; a wish that is being carried out is given up. */
  @Override
  public void close() {
    wishes.shutdownNow();
    stopped = true;
    current.close();
  }
}
