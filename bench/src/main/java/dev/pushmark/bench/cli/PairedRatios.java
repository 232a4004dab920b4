package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.Lab;
import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Figures of rounds with something as a multiple of those without it, pair by pair. */
final class PairedRatios {
  private final Map<String, List<Double>> ratios = new LinkedHashMap<>();
  private int size;

  /** Adds a pair of runs; false if one has no valid round, so that the pair does not count. */
  boolean add(Lab.Finished with, Lab.Finished without) {
    return add(figures(with), figures(without));
  }

  boolean add(Map<String, Double> with, Map<String, Double> without) {
    if (with.isEmpty() || without.isEmpty()) {
      return false;
    }
    size++;
    with.forEach(
        (name, figure) -> {
          Double base = without.get(name);
          if (base != null) {
            ratios.computeIfAbsent(name, n -> new ArrayList<>()).add(figure / base);
          }
        });
    return true;
  }

  int size() {
    return size;
  }

  private static Map<String, Double> figures(Lab.Finished finished) {
    Map<String, Double> figures = new LinkedHashMap<>();
    List<Round> rounds = finished.stored().rounds();
    TransportFigures all =
        TransportFigures.of(rounds.get(0).transport(), rounds, finished.stored().histograms());
    for (Round round : rounds) {
      Injection injection = round.injection();
      if (!(round.outcome() instanceof Outcome.Invalid) && injection != null) {
        for (Percentile percentile : List.of(Percentile.P50, Percentile.P90)) {
          all.percentileNs(Metric.DELIVERY_LATENCY, percentile)
              .ifPresent(ns -> figures.put("delivery latency, " + percentile.text(), ns));
        }
        long delivered = injection.counts().delivered();
        perDelivery(round.server(), delivered)
            .ifPresent(ns -> figures.put("server CPU per delivery", ns));
        perDelivery(round.injector(), delivered)
            .ifPresent(ns -> figures.put("injector CPU per delivery", ns));
      }
    }
    return figures;
  }

  private static OptionalDouble perDelivery(@Nullable Usage usage, long delivered) {
    return usage == null || delivered == 0 || usage.cpuNs() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) usage.cpuNs() / delivered);
  }

  /** A line for each figure that two pairs or more have. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    ratios.forEach(
        (name, ofPairs) ->
            Estimate.of(ofPairs).ifPresent(estimate -> lines.add(line(name, estimate))));
    return lines;
  }

  private static String line(String name, Estimate ratio) {
    return String.format(
        Locale.ROOT,
        "%-26s %5.3f ×  (%.3f to %.3f)",
        name,
        ratio.value(),
        ratio.low(),
        ratio.high());
  }
}
