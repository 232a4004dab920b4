package dev.pushmark.bench.gate;

import dev.pushmark.bench.lab.Folders;
import dev.pushmark.bench.lab.RoundRunner;
import dev.pushmark.bench.lab.Slot;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A side of a gate that is going on: where its rounds come from. */
sealed interface Party {
  /** What it comes to so far. */
  Summary summary() throws IOException;

  /** Of a run that was measured before. */
  record Stored(StoredRun run) implements Party {
    @Override
    public Summary summary() {
      return Summary.of(run.run(), run.rounds(), run.histograms());
    }
  }

  /** Of rounds that are measured now, into a run's folder of their own. Not thread safe. */
  final class Measured implements Party {
    private final Path path;
    private final Run begun;
    private final RunFolder folder;
    private final RoundRunner runner;

    /** Begins the folder, which must not exist or be empty. */
    Measured(Path path, Run begun, Environment environment, RoundRunner runner) throws IOException {
      this.path = path;
      this.begun = begun;
      this.folder = RunFolder.create(path, begun, environment);
      this.runner = runner;
    }

    /**
     * Measures a round and keeps it.
     *
     * @param exchange a folder for what its processes exchange; is gone afterwards
     */
    Round measure(Slot slot, long seed, Path exchange) throws IOException, InterruptedException {
      Files.createDirectories(exchange);
      RoundRunner.Result result = runner.run(slot, seed, exchange, progress -> {});
      Round round = slot.round(result.outcome(), result.evidence());
      folder.add(round, result.histograms());
      Folders.delete(exchange);
      return round;
    }

    /** Ends the folder; the environment is as it is known now. */
    void finish(Environment environment, Instant endedAt) throws IOException {
      folder.environment(environment);
      folder.finish(begun.ended(endedAt, null));
    }

    @Override
    public Summary summary() throws IOException {
      return new Stored(RunFolder.read(path)).summary();
    }
  }
}
