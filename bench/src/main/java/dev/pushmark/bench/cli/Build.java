package dev.pushmark.bench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Which Pushmark this is. */
final class Build {
  private static final long GIT_BOUND_SECONDS = 10;

  private Build() {}

  /** The folder that Pushmark was built in; the launcher tells. */
  static Path home() {
    return Path.of(System.getProperty("pushmark.home", "")).toAbsolutePath();
  }

  /** The version. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /**
   * The commit, with {@code +changes} if the tree differs from it. Asked when it runs, since the
   * launcher builds whenever a source is newer; {@code unknown} outside a repository.
   */
  static String commit() {
    return git("rev-parse", "HEAD")
        .map(hash -> hash + (git("status", "--porcelain").orElse("").isEmpty() ? "" : "+changes"))
        .orElse("unknown");
  }

  private static Optional<String> git(String... words) {
    List<String> command = new java.util.ArrayList<>(List.of("git", "-C", home().toString()));
    command.addAll(List.of(words));
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      git.getOutputStream().close();
      String answer =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ended = git.waitFor(GIT_BOUND_SECONDS, TimeUnit.SECONDS);
      return ended && git.exitValue() == 0 ? Optional.of(answer) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
