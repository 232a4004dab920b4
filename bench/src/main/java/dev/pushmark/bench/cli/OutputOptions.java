package dev.pushmark.bench.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where results go. */
final class OutputOptions {
  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The run's folder (results/runs/TIME-WORKLOAD where Pushmark is).")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "The result as JSON on standard output; everything else on standard error.")
  private boolean json;

  @Nullable Path out() {
    return out;
  }

  boolean json() {
    return json;
  }

  /** Of commands that know no others. */
  Format format() {
    return json ? Format.JSON : Format.TEXT;
  }
}
