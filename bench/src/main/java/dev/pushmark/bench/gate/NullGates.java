package dev.pushmark.bench.gate;

import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RecordFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gates that compared something with itself: what they found is what chance and the machine alone
 * make of equal things, so that no smaller growth counts in the same environment.
 */
public final class NullGates {
  private final List<GateRun> runs;

  private NullGates(List<GateRun> runs) {
    this.runs = runs;
  }

  /** Those whose folders are in this one; what cannot be read is none. */
  public static NullGates in(Path runs) throws IOException {
    List<GateRun> found = new ArrayList<>();
    if (Files.isDirectory(runs)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs, "*gate*")) {
        for (Path folder : folders) {
          try {
            GateRun run = RecordFolder.GATE.read(folder);
            if (run.baseline().equals(run.candidate()) && run.state() == Run.State.COMPLETE) {
              found.add(run);
            }
          } catch (IOException notAGate) {
            // Or one of another version: it says nothing here.
          }
        }
      }
    }
    return new NullGates(found);
  }

  /** Cells with minimum effects no smaller than what was found of equal things. */
  public List<GateCell> raised(List<GateCell> cells, String environmentId) {
    return cells.stream()
        .map(cell -> cell.with(Math.max(cell.minimumEffect(), largest(cell, environmentId))))
        .toList();
  }

  private double largest(GateCell cell, String environmentId) {
    return runs.stream()
        .filter(run -> run.environment().id().equals(environmentId))
        .flatMap(run -> run.cells().stream())
        .filter(finding -> finding.cell().subject().equals(cell.subject()))
        .filter(finding -> finding.cell().metric() == cell.metric())
        .mapToDouble(NullGates::effect)
        .max()
        .orElse(0);
  }

  /** As a share of growth, whichever of two equal things was the larger. */
  private static double effect(CellFinding finding) {
    Double ratio = finding.ratio();
    return ratio == null || ratio <= 0 ? 0 : Math.exp(Math.abs(Math.log(ratio))) - 1;
  }
}
