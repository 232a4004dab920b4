package dev.pushmark.bench.lab.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of ours whose output is read line by line. Thread safe. */
public final class ChildProcess implements AutoCloseable {
  private static final int TAIL_LINES = 20;
  private static final Duration READERS_BOUND = Duration.ofSeconds(2);

  private final String name;
  private final Process process;
  private final Children owner;
  private final Tail tail = new Tail(TAIL_LINES);
  private final List<Thread> readers;

  ChildProcess(String name, Process process, Children owner, Consumer<String> onOutput) {
    this.name = name;
    this.process = process;
    this.owner = owner;
    this.readers =
        List.of(
            reader("out", process.inputReader(), onOutput),
            reader("err", process.errorReader(), tail::add));
  }

  private Thread reader(String stream, BufferedReader lines, Consumer<String> onLine) {
    Thread thread = new Thread(() -> read(lines, onLine), name + "-" + stream);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void read(BufferedReader lines, Consumer<String> onLine) {
    try (lines) {
      lines.lines().forEach(onLine);
    } catch (IOException | java.io.UncheckedIOException e) {
      // The process has ended and its pipe is closed: nothing more to read.
      return;
    }
  }

  /** Its process id; the same before and after pinning. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit code once the process has ended and what it wrote has been read. */
  public CompletableFuture<Integer> onExit() {
    return process
        .onExit()
        .thenApplyAsync(
            ended -> {
              awaitReaders();
              return ended.exitValue();
            });
  }

  /** Writes a line to its standard input; one that has ended is told nothing. */
  public synchronized void tell(String line) {
    try {
      Writer input = process.outputWriter();
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      // It has ended; whoever started it will learn so from its exit code.
      return;
    }
  }

  /** The last lines it wrote to its error stream. */
  public List<String> errors() {
    return tail.lines();
  }

  /** Ends the process: politely, and if that does not help within {@code patience}, for certain. */
  public void stop(Duration patience) {
    List<ProcessHandle> offspring = process.descendants().toList();
    process.destroy();
    if (!endsWithin(patience)) {
      process.destroyForcibly();
      endsWithin(patience);
    }
    // Their parent is gone, so nobody else would end them.
    offspring.forEach(ProcessHandle::destroyForcibly);
    owner.ended(this);
  }

  /** {@link #stop} with the usual patience. */
  @Override
  public void close() {
    stop(Children.PATIENCE);
  }

  private boolean endsWithin(Duration bound) {
    boolean interrupted = false;
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return !process.isAlive();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void awaitReaders() {
    try {
      for (Thread reader : readers) {
        reader.join(READERS_BOUND.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name + " (process " + pid() + ")";
  }
}
