package dev.pushmark.bench.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves what a gate measures and decides: a plan, whose file may have a section for it. */
public final class GatePlanner {
  /** What the section is called. */
  static final String SECTION = "gate";

  private static final int SCREEN_PAIRS = 10;
  private static final int CONFIRM_PAIRS = 30;
  private static final int MOST_CELLS = 12;

  private GatePlanner() {}

  /**
   * The section of a plan file.
   *
   * @param cells those to be decided; null for every metric of every transport
   */
  private record Section(
      @Nullable Integer screenPairs, @Nullable Integer confirmPairs, @Nullable List<Cell> cells) {}

  private record Cell(String transport, GateMetric metric, @Nullable Double minimumEffect) {}

  /** Two transports, and rounds as short as a p99 of each allows. */
  public static Overrides usual() {
    return new Overrides()
        .list("/transports", List.of("websocket", "sse"))
        .duration("/phases/warmup", Duration.ofSeconds(1))
        .duration("/phases/measurement", Duration.ofMillis(4200));
  }

  /**
   * Resolves a gate.
   *
   * @param plan of the rounds
   * @param file a plan file, which may have such a section; null for none
   * @param screenPairs null for what the file or the default says
   * @param confirmPairs likewise
   * @param metrics those that can be measured on both sides
   * @throws BadPlanException if there is no such gate, in one line
   */
  public static GatePlan resolve(
      Plan plan,
      @Nullable Path file,
      @Nullable Integer screenPairs,
      @Nullable Integer confirmPairs,
      Set<GateMetric> metrics)
      throws BadPlanException {
    try {
      Section section = section(file);
      List<GateCell> cells =
          section.cells == null ? cells(plan, metrics) : cells(section.cells, metrics);
      return new GatePlan(
          plan,
          cells,
          first(screenPairs, section.screenPairs, SCREEN_PAIRS),
          first(confirmPairs, section.confirmPairs, CONFIRM_PAIRS));
    } catch (IOException | IllegalArgumentException e) {
      throw new BadPlanException(String.valueOf(e.getMessage()));
    }
  }

  private static int first(@Nullable Integer option, @Nullable Integer inFile, int usual) {
    return option != null ? option : inFile != null ? inFile : usual;
  }

  private static Section section(@Nullable Path file) throws IOException {
    JsonNode section = file == null ? null : Json.readYamlTree(file).get(SECTION);
    return section == null
        ? new Section(null, null, null)
        : Json.from(section, file + ": " + SECTION, Section.class);
  }

  private static List<GateCell> cells(Plan plan, Set<GateMetric> metrics) {
    List<GateCell> cells = new ArrayList<>();
    for (String transport : plan.transports()) {
      for (GateMetric metric : GateMetric.values()) {
        if (metrics.contains(metric)) {
          cells.add(new GateCell(transport, metric, metric.minimumEffect()));
        }
      }
    }
    if (cells.size() > MOST_CELLS) {
      throw new IllegalArgumentException(
          "cells must be at most %d unless a plan's section 'gate' names them, were %d"
              .formatted(MOST_CELLS, cells.size()));
    }
    return cells;
  }

  private static List<GateCell> cells(List<Cell> chosen, Set<GateMetric> metrics) {
    List<GateCell> cells = new ArrayList<>();
    for (Cell cell : chosen) {
      if (!metrics.contains(cell.metric)) {
        throw new IllegalArgumentException(
            "cells must be of what can be measured on both sides, was " + cell.metric);
      }
      Double effect = cell.minimumEffect;
      cells.add(
          new GateCell(
              cell.transport, cell.metric, effect == null ? cell.metric.minimumEffect() : effect));
    }
    return cells;
  }
}
