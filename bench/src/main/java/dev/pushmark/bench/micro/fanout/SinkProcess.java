package dev.pushmark.bench.micro.fanout;

import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The {@link Sink} as seen from the server's side. Used by one thread. */
final class SinkProcess {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ChildProcess child;

  /** Starts it and waits until all its subscribers have subscribed. */
  SinkProcess(Children children, String url, String room, int subscribers, int reportEvery)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            ChildCommands.ownJava().toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            ChildCommands.ownClassPath(),
            Sink.class.getName(),
            url,
            room,
            String.valueOf(subscribers),
            String.valueOf(reportEvery));
    child = children.start("sink", Path.of(""), command, lines::add);
    child.onExit().thenAccept(code -> lines.add("exit code " + code));
    await(Sink.SUBSCRIBED);
  }

  /** Returns when it has received so many messages in all, to be reported by it and no more. */
  void awaitReceived(long messages) throws IOException, InterruptedException {
    await(Sink.RECEIVED + messages);
  }

  /**
   * Returns, once the server has closed every connection, how many messages there were: in all, at
   * the subscriber with the fewest, and at the one with the most.
   */
  long[] awaitEnd() throws IOException, InterruptedException {
    String line = next();
    if (!line.startsWith(Sink.ENDED)) {
      throw new IOException("the sink ended with: " + line);
    }
    String[] counts = line.substring(Sink.ENDED.length()).split(" ");
    return Arrays.stream(counts).mapToLong(Long::parseLong).toArray();
  }

  private void await(String expected) throws IOException, InterruptedException {
    String line = next();
    if (!line.equals(expected)) {
      throw new IOException("the sink said: " + line + ", expected: " + expected);
    }
  }

  private String next() throws IOException, InterruptedException {
    String line = lines.poll(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new IOException("the sink said nothing for " + BOUND.toSeconds() + " s");
    }
    return line;
  }
}
