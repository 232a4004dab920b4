package dev.pushmark.results.report;

import dev.pushmark.results.compare.BrowserWords;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The delivery latency over a transport in the shape of JMH's own results ({@code -rf json}), for
 * those who have tools that show them. A round is a fork with one iteration, since its processes
 * are its own.
 *
 * @param jmhVersion there for its readers; Pushmark's own version
 * @param benchmark {@code dev.pushmark.WORKLOAD.TRANSPORT}
 * @param mode {@code sample}: the percentiles are those of all deliveries
 * @param params what was asked for that decides about the latency
 */
public record JmhResult(
    String jmhVersion,
    String benchmark,
    String mode,
    int threads,
    int forks,
    String jvm,
    List<String> jvmArgs,
    String jdkVersion,
    String vmName,
    String vmVersion,
    int warmupIterations,
    String warmupTime,
    int warmupBatchSize,
    int measurementIterations,
    String measurementTime,
    int measurementBatchSize,
    Map<String, String> params,
    Score primaryMetric,
    Map<String, Score> secondaryMetrics) {
  private static final double NS_PER_US = 1e3;

  /**
   * A score as JMH has it.
   *
   * @param score mean of the rounds' own means; a mean is what this format calls a score
   * @param scoreError half-width of its 99.9 % interval by Student's t, rounds being the sample;
   *     not a number with a single round
   * @param scoreConfidence both ends of that interval
   * @param scorePercentiles of all valid rounds' deliveries together; not a number where too few
   *     published events lie behind one
   * @param rawData per round its mean
   */
  public record Score(
      double score,
      double scoreError,
      List<Double> scoreConfidence,
      Map<String, Double> scorePercentiles,
      String scoreUnit,
      List<List<Double>> rawData) {
    private static final double BEYOND = (1 - 0.999) / 2;

    static Score of(List<Double> means, Map<String, Double> percentiles) {
      int n = means.size();
      double mean = means.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      double squares = means.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
      double error =
          n < 2
              ? Double.NaN
              : TDistribution.of(n - 1).inverseSurvivalProbability(BEYOND)
                  * Math.sqrt(squares / (n - 1) / n);
      return new Score(
          mean,
          error,
          List.of(mean - error, mean + error),
          percentiles,
          "us/op",
          means.stream().map(List::of).toList());
    }
  }

  /** Of each transport with a valid round in which anything arrived. */
  public static List<JmhResult> of(Summary summary, Environment environment) {
    return summary.transports().stream()
        .filter(figures -> figures.histogram(Metric.DELIVERY_LATENCY).getTotalCount() > 0)
        .map(figures -> of(summary, environment, figures))
        .toList();
  }

  private static JmhResult of(Summary summary, Environment environment, TransportFigures figures) {
    Plan plan = summary.run().plan();
    Phases phases = plan.phases();
    List<Double> means = means(figures, Metric.DELIVERY_LATENCY);
    return new JmhResult(
        summary.run().version(),
        "dev.pushmark." + plan.workload().name() + "." + figures.transport(),
        "sample",
        1,
        means.size(),
        "java",
        environment.serverFlags(),
        environment.jdk(),
        "Java",
        environment.jdk(),
        1,
        time(phases.warmup()),
        1,
        1,
        time(phases.measurement()),
        1,
        params(plan),
        Score.of(means, percentiles(figures)),
        inBrowser(figures));
  }

  /** As JMH writes it: {@code 500 ms}. */
  private static String time(Duration duration) {
    return DurationText.format(duration).replaceFirst("(?<=\\d)(?=\\D)", " ");
  }

  /** The rounds' means, in microseconds; of those in which anything arrived. */
  private static List<Double> means(TransportFigures figures, Metric metric) {
    return figures.validRounds().stream()
        .map(round -> latency(round, metric))
        .filter(latency -> latency.getTotalCount() > 0)
        .map(latency -> latency.getMean() / NS_PER_US)
        .toList();
  }

  private static Histogram latency(RoundFigures round, Metric metric) {
    Histogram sum = new Histogram(Units.DIGITS);
    round.intervals(metric).forEach(sum::add);
    return sum;
  }

  /** What a real browser saw of the same, where there was one. */
  private static Map<String, Score> inBrowser(TransportFigures figures) {
    List<Double> means = means(figures, Metric.BROWSER_LATENCY);
    if (means.isEmpty()) {
      return Map.of();
    }
    Histogram latency = figures.histogram(Metric.BROWSER_LATENCY);
    long events = BrowserWords.total(figures).map(BrowserFigures::expected).orElse(0L);
    return Map.of(
        Metric.BROWSER_LATENCY.text(),
        Score.of(
            means,
            percentiles(
                latency,
                percentile ->
                    percentile.isShownFor(events)
                        ? latency.getValueAtPercentile(percentile.percent()) / NS_PER_US
                        : Double.NaN)));
  }

  /** By their names in JMH's files; 0 and 100 are the smallest and the largest delivery. */
  private static Map<String, Double> percentiles(TransportFigures figures) {
    return percentiles(
        figures.histogram(Metric.DELIVERY_LATENCY),
        percentile ->
            figures
                .percentileNs(Metric.DELIVERY_LATENCY, percentile)
                .map(ns -> ns / NS_PER_US)
                .orElse(Double.NaN));
  }

  private static Map<String, Double> percentiles(
      Histogram latency, Function<Percentile, Double> at) {
    Map<String, Double> percentiles = new LinkedHashMap<>();
    percentiles.put("0.0", latency.getMinValue() / NS_PER_US);
    for (Percentile percentile : Percentile.values()) {
      percentiles.put(Double.toString(percentile.percent()), at.apply(percentile));
    }
    percentiles.put("100.0", latency.getMaxValue() / NS_PER_US);
    return percentiles;
  }

  private static Map<String, String> params(Plan plan) {
    Workload workload = plan.workload();
    Map<String, String> params = new LinkedHashMap<>();
    params.put("subscribers", Integer.toString(workload.subscribers()));
    params.put("deliveriesPerSecond", Quantity.written(workload.deliveriesPerSecond()));
    params.put("payloadBytes", Integer.toString(workload.payloadBytes()));
    params.put("pollInterval", DurationText.format(plan.polling().interval()));
    params.put("compression", plan.compression().name().toLowerCase(Locale.ROOT));
    params.put("tls", plan.tls().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return params;
  }
}
