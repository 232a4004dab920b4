package dev.pushmark.bench.plan;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked for.
 *
 * @param usual what a command measures where neither file nor person says otherwise
 * @param file a plan file, which need not be complete; null for none
 * @param quick whether to measure less
 * @param workload a workload's name or file; null for what the file or the default says
 * @param overrides what else the command line says
 * @param seed the seed if nobody gives one
 */
public record PlanRequest(
    Overrides usual,
    @Nullable Path file,
    boolean quick,
    @Nullable String workload,
    Overrides overrides,
    long seed) {
  /** With the defaults that most commands share. */
  public PlanRequest(
      @Nullable Path file,
      boolean quick,
      @Nullable String workload,
      Overrides overrides,
      long seed) {
    this(new Overrides(), file, quick, workload, overrides, seed);
  }
}
