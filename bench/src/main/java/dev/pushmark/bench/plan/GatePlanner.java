package dev.pushmark.bench.plan;

import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.Plan;
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
  static final String SECTION = GateSection.NAME;

  private GatePlanner() {}

  /** Two transports, and rounds as short as a p99 of each allows. */
  public static Overrides usual() {
    // Both push: no poll has to be waited for at the end of a round.
    return anyTransports().duration("/phases/drain", Duration.ofSeconds(1));
  }

  /** The same for other transports, which may poll. */
  public static Overrides anyTransports() {
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
      GateSection section = GateSection.of(file);
      List<GateCell> cells =
          section.cells() == null ? cells(plan, metrics) : cells(section.cells(), metrics);
      return new GatePlan(
          plan, cells, section.screenPairs(screenPairs), section.confirmPairs(confirmPairs));
    } catch (IOException | IllegalArgumentException e) {
      throw new BadPlanException(String.valueOf(e.getMessage()));
    }
  }

  private static List<GateCell> cells(Plan plan, Set<GateMetric> metrics) {
    List<GateCell> cells = new ArrayList<>();
    for (String transport : plan.transports()) {
      for (GateMetric metric : GateMetric.OF_ROUNDS) {
        if (metrics.contains(metric)) {
          cells.add(new GateCell(transport, metric, metric.minimumEffect()));
        }
      }
    }
    GateSection.requireFew(cells);
    return cells;
  }

  private static List<GateCell> cells(List<GateSection.Cell> chosen, Set<GateMetric> metrics) {
    List<GateCell> cells = new ArrayList<>();
    for (GateSection.Cell cell : chosen) {
      GateMetric metric = cell.metric();
      if (!metrics.contains(metric)) {
        throw new IllegalArgumentException(
            "cells must be of what can be measured on both sides, was " + metric);
      }
      Double effect = cell.minimumEffect();
      cells.add(
          new GateCell(cell.transport(), metric, effect == null ? metric.minimumEffect() : effect));
    }
    return cells;
  }
}
