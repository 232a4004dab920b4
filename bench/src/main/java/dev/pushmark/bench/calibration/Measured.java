package dev.pushmark.bench.calibration;

import dev.pushmark.results.model.Calibration;
import java.util.List;

/** What a calibrating process has found. */
public record Measured(List<Calibration.Cost> costs, List<Calibration.Take> takes) {
  public Measured {
    costs = List.copyOf(costs);
    takes = List.copyOf(takes);
  }
}
