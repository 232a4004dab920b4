package dev.pushmark.bench.gate;

import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One of the two things that a gate compares. */
public sealed interface Side {
  /** The word for this build's own reference server. */
  String REFERENCE = "reference";

  /** How it was typed. */
  String text();

  /**
   * A server that is started anew for each round.
   *
   * @param text a command for the shell, a JAR with a build of the reference server, or {@value
   *     #REFERENCE}
   */
  record Started(String text) implements Side {
    /** What is to be started in the reference server's place; null for the reference server. */
    public @Nullable String otherServer() {
      return text.equals(REFERENCE) ? null : text;
    }
  }

  /**
   * A server that runs already.
   *
   * @param text as typed
   * @param url its address
   */
  record Running(String text, URI url) implements Side {}

  /**
   * A run that was measured before.
   *
   * @param text as typed
   * @param run as it is on the disk
   */
  record Stored(String text, StoredRun run) implements Side {}

  /**
   * Understands what was typed.
   *
   * @throws IllegalArgumentException if it can be none of these, in words that follow the option's
   *     name
   * @throws IOException if it is a folder that cannot be read as a run's
   */
  static Side parse(String text) throws IOException {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "must be a command, a JAR, a URL or a run's folder, was ''");
    }
    if (text.matches("https?://.*")) {
      return new Running(text, URI.create(text));
    }
    if (Files.isDirectory(Path.of(text.strip()))) {
      return new Stored(text, RunFolder.read(Path.of(text.strip())));
    }
    if (text.endsWith(".jar") && !text.contains(" ") && !Files.isRegularFile(Path.of(text))) {
      throw new IllegalArgumentException("must be a JAR that exists, was " + text);
    }
    return new Started(text);
  }
}
