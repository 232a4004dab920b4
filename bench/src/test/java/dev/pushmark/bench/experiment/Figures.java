package dev.pushmark.bench.experiment;

import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;

/** Figures as an experiment would have measured them. */
final class Figures {
  private Figures() {}

  static ClaimFigure ms(String of, double low, double high) {
    return measured(of, "delivery latency, p50", Unit.NANOSECONDS, low * 1e6, high * 1e6);
  }

  static ClaimFigure ratio(String of, double low, double high) {
    return measured(of, "delivery latency, p50", Unit.RATIO, low, high);
  }

  static ClaimFigure measured(String of, String what, Unit unit, double low, double high) {
    return new ClaimFigure(
        of, "sse", what, unit, Kind.MEASURED, (low + high) / 2, low, high, 5, 20_000);
  }

  static ClaimFigure untold(String of) {
    return new ClaimFigure(
        of, "sse", "delivery latency, p50", Unit.RATIO, Kind.MEASURED, null, null, null, 0, 0);
  }
}
