package dev.pushmark.bench.lab.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends our children when we cannot: a small shell that is told of each child and waits for the end
 * of its input, which comes even if this process is killed with SIGKILL. It then kills what is
 * left.
 *
 * <p>Chosen over the kernel's parent-death signal because that one follows the <em>thread</em> that
 * started the child, and exists on Linux only. Not thread safe.
 */
final class Watchdog implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      pids=
      while read -r sign pid; do
        case $sign in
          +) pids="$pids $pid" ;;
          -) left=
             for p in $pids; do [ "$p" = "$pid" ] || left="$left $p"; done
             pids=$left ;;
        esac
      done
      [ -z "$pids" ] || kill -KILL $pids 2>/dev/null
      """;

  private @Nullable Process shell;
  private @Nullable BufferedWriter input;

  /** From now on the process is killed if we end before {@link #release}. */
  void guard(long pid) throws IOException {
    if (shell == null) {
      shell =
          new ProcessBuilder("/bin/sh", "-c", SCRIPT, "pushmark-watchdog")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      input = shell.outputWriter(StandardCharsets.US_ASCII);
    }
    tell("+ " + pid);
  }

  /** The process has ended; its number may be given to another. */
  void release(long pid) throws IOException {
    tell("- " + pid);
  }

  private void tell(String line) throws IOException {
    if (input != null) {
      input.write(line + "\n");
      input.flush();
    }
  }

  /** Ends the shell, which kills whatever is still guarded. */
  @Override
  public void close() throws IOException {
    if (shell != null && input != null) {
      input.close();
      try {
        shell.waitFor(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
