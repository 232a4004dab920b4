package dev.pushmark.results.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder of published runs: copies of one that was really measured, on one day after the other.
 */
final class PublishedFolder {
  static final Path REAL = Path.of("published", "2026-11-22-chat");
  private static final Instant FIRST = Instant.parse("2026-01-01T03:00:00Z");

  /** Enough for a median in each round, and for nothing else. */
  private static final int EVENTS = 400;

  final Path folder;

  PublishedFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** The run as it was measured, but for its day. */
  Path run(String name, int day) throws IOException {
    return run(name, day, run -> {}, environment -> {});
  }

  /**
   * The same with other things in {@code run.json} and {@code environment.json}; sums are right.
   */
  Path run(String name, int day, Consumer<ObjectNode> run, Consumer<ObjectNode> environment)
      throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    for (Path file : files(REAL)) {
      Files.copy(file, copy.resolve(REAL.relativize(file).toString()));
    }
    edit(
        copy.resolve("run.json"),
        tree -> {
          tree.put("startedAt", FIRST.plus(Duration.ofDays(day)).toString());
          run.accept(tree);
        });
    edit(copy.resolve("environment.json"), environment);
    sum(copy);
    return copy;
  }

  /** A made-up run over SSE, a round for each latency. */
  Path made(String name, double... latenciesUs) throws IOException {
    Rounds rounds = new Rounds();
    for (double latencyUs : latenciesUs) {
      rounds.round("sse", EVENTS, latencyUs);
    }
    Path made = folder.resolve(name);
    RunFolder run =
        RunFolder.create(
            made, Rounds.run(Run.State.INCOMPLETE, "sse"), SampleRun.madeUpEnvironment());
    for (Round round : rounds.list()) {
      run.add(round, rounds.histograms().getOrDefault(round.id(), Map.of()));
    }
    run.finish(Rounds.run("sse"));
    return made;
  }

  private static void edit(Path file, Consumer<ObjectNode> change) throws IOException {
    ObjectNode tree = Json.read(file, ObjectNode.class);
    change.accept(tree);
    Json.write(file, tree);
  }

  /** Writes the checksums of what is there now. */
  static void sum(Path run) throws IOException {
    StringBuilder sums = new StringBuilder();
    for (Path file : files(run)) {
      if (!file.endsWith("SHA256SUMS")) {
        sums.append(sha256(file)).append("  ").append(file.getFileName()).append('\n');
      }
    }
    Files.writeString(run.resolve("SHA256SUMS"), sums);
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
