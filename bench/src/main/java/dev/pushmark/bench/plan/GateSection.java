package dev.pushmark.bench.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section of a plan file that is the gate's own.
 *
 * @param screenPairs null for the usual number
 * @param confirmPairs null for the usual number
 * @param cells of rounds, those to be decided; null for every metric of every transport
 * @param benchmarks of microbenchmarks, those to be decided; null for all that were asked for
 */
record GateSection(
    @Nullable Integer screenPairs,
    @Nullable Integer confirmPairs,
    @Nullable List<Cell> cells,
    @Nullable List<Chosen> benchmarks) {
  /** What the section is called. */
  static final String NAME = "gate";

  /** As many cells as are decided unless a section names them. */
  static final int MOST_CELLS = 12;

  private static final int SCREEN_PAIRS = 10;
  private static final int CONFIRM_PAIRS = 30;

  record Cell(String transport, GateMetric metric, @Nullable Double minimumEffect) {}

  /**
   * Benchmarks.
   *
   * @param benchmark found in their names, as a regular expression
   * @param params values that they must have; null for any
   */
  record Chosen(
      String benchmark, @Nullable Map<String, JsonNode> params, @Nullable Double minimumEffect) {}

  /** That of a file; without any choice if it has none, or if there is no file. */
  static GateSection of(@Nullable Path file) throws IOException {
    JsonNode section = file == null ? null : Json.readYamlTree(file).get(NAME);
    return section == null
        ? new GateSection(null, null, null, null)
        : Json.from(section, file + ": " + NAME, GateSection.class);
  }

  /** Command line over file over default. */
  int screenPairs(@Nullable Integer option) {
    return first(option, screenPairs, SCREEN_PAIRS);
  }

  /** Command line over file over default. */
  int confirmPairs(@Nullable Integer option) {
    return first(option, confirmPairs, CONFIRM_PAIRS);
  }

  private static int first(@Nullable Integer option, @Nullable Integer inFile, int usual) {
    return option != null ? option : inFile != null ? inFile : usual;
  }

  /**
   * Has cells that nobody named be few.
   *
   * @throws IllegalArgumentException if they are not
   */
  static void requireFew(List<?> cells) {
    if (cells.size() > MOST_CELLS) {
      throw new IllegalArgumentException(
          "cells must be at most %d unless a plan's section 'gate' names them, were %d"
              .formatted(MOST_CELLS, cells.size()));
    }
  }
}
