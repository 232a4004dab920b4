package dev.pushmark.bench.gate;

import dev.pushmark.bench.lab.ChildCommands;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** One of the two things that a gate of microbenchmarks compares. */
public sealed interface MicroSide {
  /** How it was typed. */
  String text();

  /**
   * Benchmarks that are run.
   *
   * @param text as typed
   * @param command that takes JMH's options at its end
   */
  record Started(String text, List<String> command) implements MicroSide {
    public Started {
      command = List.copyOf(command);
    }
  }

  /**
   * Results of a run of JMH that has been.
   *
   * @param text as typed
   * @param results as they are on the disk
   */
  record Stored(String text, JmhFile results) implements MicroSide {}

  /**
   * Understands what was typed.
   *
   * @throws IllegalArgumentException if it can be none of these, in words that follow the option's
   *     name
   */
  static MicroSide parse(String text) {
    boolean oneWord = !text.isBlank() && !text.contains(" ");
    if (text.equals(Side.REFERENCE)) {
      return new Started(text, jmh(ChildCommands.ownClassPath()));
    }
    if (oneWord && text.endsWith(".json")) {
      return stored(text);
    }
    if (oneWord && text.endsWith(".jar")) {
      return new Started(text, ofJar(text));
    }
    if (text.isBlank() || text.matches("https?://.*") || Files.isDirectory(Path.of(text))) {
      throw new IllegalArgumentException(
          "must be a command, a JAR with benchmarks or a .json file of JMH's, was '" + text + "'");
    }
    return new Started(text, List.of("/bin/sh", "-c", text + " \"$@\"", "sh"));
  }

  private static Stored stored(String text) {
    Path file = Path.of(text);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("must be a file that exists, was " + text);
    }
    try {
      return new Stored(text, JmhFile.read(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "must hold results of JMH (-rf json); " + e.getMessage(), e);
    }
  }

  /** By its own main class, or else with its libraries in the folder {@code lib} beside it. */
  private static List<String> ofJar(String text) {
    Path file = Path.of(text);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("must be a JAR that exists, was " + text);
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      if (manifest != null
          && manifest.getMainAttributes().containsKey(Attributes.Name.MAIN_CLASS)) {
        return List.of(ChildCommands.ownJava().toString(), "-jar", text);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("must be a JAR, was %s (%s)".formatted(text, e), e);
    }
    Path libraries = file.toAbsolutePath().resolveSibling("lib");
    return jmh(text + File.pathSeparator + libraries + File.separator + "*");
  }

  private static List<String> jmh(String classPath) {
    return List.of(ChildCommands.ownJava().toString(), "-cp", classPath, "org.openjdk.jmh.Main");
  }
}
