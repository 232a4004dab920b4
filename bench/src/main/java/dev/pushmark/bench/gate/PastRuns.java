package dev.pushmark.bench.gate;

import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import dev.pushmark.results.store.UnreadableException;
import dev.pushmark.results.trend.PastRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The runs that lie in folders, and the candidates of the gates there: a gate's baseline is an
 * older build, measured again, and no part of the history. Not thread safe.
 */
public final class PastRuns {
  /** How far below a folder runs are looked for. */
  private static final int DEPTH = 2;

  private final Set<PastRun> runs = new LinkedHashSet<>();
  private final List<String> unreadable = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private int incomplete;

  private PastRuns() {}

  /** Those that are these folders, or up to two levels below them. */
  public static PastRuns in(List<Path> folders) {
    PastRuns found = new PastRuns();
    folders.forEach(folder -> found.add(folder, DEPTH));
    return found;
  }

  /** Those that are complete; one that is there twice, such as a published one, once. */
  public List<PastRun> runs() {
    return List.copyOf(runs);
  }

  /** How many were left out since they are not complete. */
  public int incomplete() {
    return incomplete;
  }

  /** Of each that was left out since it cannot be read, the reason in one line. */
  public List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  private void add(Path folder, int deeper) {
    try {
      if (!seen.add(folder.toRealPath())) {
        return;
      }
      if (RecordFolder.GATE.isAt(folder)) {
        gate(folder);
      } else if (RunFolder.isAt(folder)) {
        run(folder, "");
      } else if (deeper > 0) {
        for (Path below : folders(folder)) {
          add(below, deeper - 1);
        }
      }
    } catch (UnreadableException e) {
      unreadable.add(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      unreadable.add(folder + ": " + e);
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** Nothing, where the candidate was itself a run that had been measured before. */
  private void gate(Path folder) throws IOException {
    Path candidate = folder.resolve(GateLab.CANDIDATE);
    if (RunFolder.isAt(candidate)) {
      run(candidate, otherServer(RecordFolder.GATE.read(folder).candidate()));
    }
  }

  /** A command of somebody's; a JAR is a build of the reference server, a URL is in the plan. */
  private static String otherServer(String candidate) {
    boolean jar = candidate.endsWith(".jar") && !candidate.contains(" ");
    return jar || candidate.equals(Side.REFERENCE) || candidate.matches("https?://.*")
        ? ""
        : candidate;
  }

  private void run(Path folder, String otherServer) throws IOException {
    StoredRun stored = RunFolder.read(folder);
    if (stored.run().state() == Run.State.INCOMPLETE) {
      incomplete++;
    } else {
      runs.add(
          PastRun.of(
              stored.run(),
              stored.environment(),
              otherServer,
              stored.rounds(),
              stored.histograms()));
    }
  }
}
