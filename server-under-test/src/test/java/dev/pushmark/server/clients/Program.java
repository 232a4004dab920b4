package dev.pushmark.server.clients;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program of somebody else's, run as a client. */
final class Program implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private Program(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "program-output");
    reader.setDaemon(true);
    reader.start();
  }

  static Program start(List<String> command) throws IOException {
    return new Program(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      output.lines().forEach(lines::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      lines.add("output ended: " + e.getMessage());
    }
  }

  String line() throws InterruptedException {
    String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("the program said nothing more");
    }
    return line;
  }

  /** The exit code. */
  int end() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the program did not end");
    }
    return process.exitValue();
  }

  /**
   * The path of the first of {@code names} that is installed. Without any, the test is skipped and
   * says what to install; where everything is required, it fails.
   */
  static String require(String toInstall, String... names) {
    Optional<Path> found = Stream.of(names).flatMap(Program::onPath).findFirst();
    orSkip(found.isPresent(), names[0] + " is missing: install " + toInstall);
    return found.map(Path::toString).orElse("");
  }

  static void orSkip(boolean available, String message) {
    if ("1".equals(System.getenv("PUSHMARK_REQUIRE_ALL"))) {
      Assertions.assertTrue(available, message);
    }
    Assumptions.assumeTrue(available, message);
  }

  private static Stream<Path> onPath(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
