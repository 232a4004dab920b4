package dev.pushmark.bench.lab.process;

import dev.pushmark.scenarios.transport.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All processes this one has started. None outlives it: {@link #close} stops them, so does the end
 * of this JVM by exit or signal, and a {@link Watchdog} if the JVM is killed outright. Thread safe.
 */
public final class Children implements AutoCloseable {
  /** How long a child may take to end after being asked, before it is killed. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Ctrl-C and the closing of a terminal go to every process of the terminal; ours shall hear of it
   * from us alone, else a round that is being given up looks like one whose server crashed.
   */
  private static final List<String> DEAF_TO_THE_TERMINAL =
      List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$@\"", "sh");

  private final Set<ChildProcess> running = new LinkedHashSet<>();
  private final Watchdog watchdog = new Watchdog();
  private final Thread hook = new Thread(this::shutDown, "stop-children");
  private boolean closed;

  public Children() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a process with both outputs read by us.
   *
   * @param name for messages
   * @param folder its working directory
   * @param onOutput gets each line of its standard output, on a thread of its own
   * @throws ClosedException if everything is being shut down
   * @throws IOException if it cannot be started
   */
  public ChildProcess start(
      String name, Path folder, List<String> command, Consumer<String> onOutput)
      throws IOException {
    return start(name, folder, command, Map.of(), onOutput);
  }

  /**
   * The same, with a secret that no other child gets, not even one that is in our own environment.
   *
   * @param secrets what is added to its environment
   */
  public ChildProcess start(
      String name,
      Path folder,
      List<String> command,
      Map<String, String> secrets,
      Consumer<String> onOutput)
      throws IOException {
    ProcessBuilder builder = builder(folder, command);
    builder.environment().remove(Token.VARIABLE);
    builder.environment().putAll(secrets);
    return start(name, builder, onOutput);
  }

  /** Starts a process that shares our terminal: its output is ours. */
  public ChildProcess startInForeground(String name, Path folder, List<String> command)
      throws IOException {
    return start(name, builder(folder, command).inheritIO(), line -> {});
  }

  /**
   * Starts a process that shares our terminal, but for its standard output.
   *
   * @param onOutput gets each line of its standard output, on a thread of its own
   */
  public ChildProcess startInForeground(
      String name, Path folder, List<String> command, Consumer<String> onOutput)
      throws IOException {
    ProcessBuilder builder =
        builder(folder, command)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    return start(name, builder, onOutput);
  }

  private static ProcessBuilder builder(Path folder, List<String> command) {
    List<String> words = new ArrayList<>(DEAF_TO_THE_TERMINAL);
    words.addAll(command);
    return new ProcessBuilder(words).directory(folder.toAbsolutePath().toFile());
  }

  private synchronized ChildProcess start(
      String name, ProcessBuilder builder, Consumer<String> onOutput) throws IOException {
    requireOpen();
    Process process = builder.start();
    watchdog.guard(process.pid());
    ChildProcess child = new ChildProcess(name, process, this, onOutput);
    running.add(child);
    return child;
  }

  synchronized void ended(ChildProcess child) {
    if (!child.isAlive() && running.remove(child)) {
      try {
        watchdog.release(child.pid());
      } catch (IOException e) {
        // The watchdog was killed by someone; the shutdown hook still stands.
        return;
      }
    }
  }

  /**
   * Asked when a child has ended.
   *
   * @throws ClosedException if everything is being shut down, so that its end says nothing about it
   */
  public synchronized void requireOpen() throws ClosedException {
    if (closed) {
      throw new ClosedException();
    }
  }

  /** Stops every child and starts no more. */
  @Override
  public void close() {
    shutDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already and runs the hook itself; it finds nothing left to do.
      return;
    }
  }

  private void shutDown() {
    List<ChildProcess> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(running);
    }
    // All at once: the time to wait must not grow with their number.
    left.parallelStream().forEach(ChildProcess::close);
    synchronized (this) {
      try {
        watchdog.close();
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Nothing is started any more: the program is ending. */
  public static final class ClosedException extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("the program is ending");
    }
  }
}
