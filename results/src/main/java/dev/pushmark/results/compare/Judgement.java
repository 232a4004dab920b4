package dev.pushmark.results.compare;

import dev.pushmark.results.model.Expectation;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.TimeOutOfDate;
import java.util.List;
import java.util.Optional;

/**
 * What became of an expectation of a transport.
 *
 * @param figure the figure it was compared with, in the metric's unit; empty if it cannot be told
 * @param ofDelivered what a percentile stands for where deliveries were skipped; else empty
 */
public record Judgement(
    Expectation expectation,
    String transport,
    Answer answer,
    Optional<Double> figure,
    String ofDelivered) {

  /** Met, missed, or neither can be said. */
  public enum Answer {
    MET,
    MISSED,
    /** There is no such figure: no valid round, or too few published events for the percentile. */
    CANNOT_BE_TOLD
  }

  /** Judges each of the expectations that concern the transport. */
  public static List<Judgement> of(List<Expectation> expectations, TransportFigures figures) {
    return expectations.stream()
        .filter(expectation -> expectation.concerns(figures.transport()))
        .map(expectation -> of(expectation, figures))
        .toList();
  }

  private static Judgement of(Expectation expectation, TransportFigures figures) {
    Optional<Double> figure = figure(expectation.metric(), figures);
    Answer answer =
        figure
            .map(value -> expectation.isMetBy(value) ? Answer.MET : Answer.MISSED)
            .orElse(Answer.CANNOT_BE_TOLD);
    return new Judgement(
        expectation,
        figures.transport(),
        answer,
        figure,
        expectation.metric().isTime() && expectation.metric() != Expectation.Metric.TIME_OUT_OF_DATE
            ? DeliveredShare.behind(figures.counts())
            : "");
  }

  private static Optional<Double> figure(Expectation.Metric metric, TransportFigures figures) {
    if (figures.validRounds().isEmpty()) {
      return Optional.empty();
    }
    return switch (metric) {
      case P50 -> figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50);
      case P90 -> figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P90);
      case P99 -> figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P99);
      case P99_9 -> figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P99_9);
      case MAX -> figures.maxNs(Metric.DELIVERY_LATENCY);
      case TIME_OUT_OF_DATE -> figures.timeOutOfDate().map(TimeOutOfDate::meanNs);
      case LOST -> Optional.of((double) figures.counts().lost());
      case SKIPPED -> Optional.of((double) figures.counts().skipped());
      case DUPLICATED -> Optional.of((double) figures.counts().duplicated());
      case REORDERED -> Optional.of((double) figures.counts().reordered());
    };
  }

  /** In words, such as {@code websocket.p99<50ms: missed, it was 61.2 ms}. */
  public String inWords() {
    String written = figure.map(this::written).orElse("");
    String name = expectation.transport().equals("*") ? " for " + transport : "";
    return expectation
        + name
        + switch (answer) {
          case MET -> ": met, it was " + written;
          case MISSED -> ": missed, it was " + written;
          case CANNOT_BE_TOLD -> ": cannot be told, too few events";
        };
  }

  private String written(double value) {
    return expectation.metric().isTime()
        ? Units.time(value) + ofDelivered
        : Units.count((long) value);
  }
}
