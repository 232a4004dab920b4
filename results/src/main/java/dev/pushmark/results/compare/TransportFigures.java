package dev.pushmark.results.compare;

import dev.pushmark.results.model.AgeOfInformation;
import dev.pushmark.results.model.Convergence;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.NewcomerCounts;
import dev.pushmark.results.model.Outages;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one transport: its valid rounds taken together. Histograms are merged and counts
 * added; a percentile is never an average of percentiles.
 */
public final class TransportFigures {
  private final String transport;
  private final List<RoundFigures> rounds;
  private final List<RoundFigures> valid;
  private final List<Injection> injections;
  private final Map<Metric, Histogram> merged = new EnumMap<>(Metric.class);

  private TransportFigures(String transport, List<RoundFigures> rounds) {
    this.transport = transport;
    this.rounds = rounds;
    this.valid = rounds.stream().filter(RoundFigures::isValid).toList();
    this.injections =
        valid.stream()
            .map(figures -> figures.round().injection())
            .flatMap(java.util.stream.Stream::ofNullable)
            .toList();
    for (Metric metric : Metric.values()) {
      Histogram sum = new Histogram(Units.DIGITS);
      valid.forEach(round -> round.intervals(metric).forEach(sum::add));
      merged.put(metric, sum);
    }
  }

  /** The figures of those of the rounds that used the transport; one round will do. */
  public static TransportFigures of(
      String transport,
      List<Round> rounds,
      Map<String, Map<Metric, List<Histogram>>> histogramsByRoundId) {
    return new TransportFigures(
        transport,
        rounds.stream()
            .filter(round -> round.transport().equals(transport))
            .map(
                round ->
                    new RoundFigures(round, histogramsByRoundId.getOrDefault(round.id(), Map.of())))
            .toList());
  }

  /** The transport's name. */
  public String transport() {
    return transport;
  }

  /** All rounds, in the order they were measured. */
  public List<RoundFigures> rounds() {
    return rounds;
  }

  /** The rounds whose figures are used. */
  public List<RoundFigures> validRounds() {
    return valid;
  }

  /** All values of a metric; not to be changed. */
  public Histogram histogram(Metric metric) {
    Histogram histogram = merged.get(metric);
    if (histogram == null) {
      throw new IllegalArgumentException("no histogram of " + metric);
    }
    return histogram;
  }

  /** A percentile of a metric in nanoseconds, where enough published events lie behind it. */
  public Optional<Double> percentileNs(Metric metric, Percentile percentile) {
    return histogram(metric).getTotalCount() > 0 && percentile.isShownFor(counts().published())
        ? Optional.of((double) histogram(metric).getValueAtPercentile(percentile.percent()))
        : Optional.empty();
  }

  /**
   * A percentile, in nanoseconds, of how long subscribers waited for each event or, where it was
   * skipped, for the one that superseded it.
   */
  public Optional<Double> waitPercentileNs(Percentile percentile) {
    Histogram waits = histogram(Metric.DELIVERY_LATENCY).copy();
    waits.add(histogram(Metric.SUPERSEDED_WAIT));
    return waits.getTotalCount() > 0 && percentile.isShownFor(counts().published())
        ? Optional.of((double) waits.getValueAtPercentile(percentile.percent()))
        : Optional.empty();
  }

  /** The largest value of a metric in nanoseconds; empty if there is none. */
  public Optional<Double> maxNs(Metric metric) {
    return histogram(metric).getTotalCount() > 0
        ? Optional.of((double) histogram(metric).getMaxValue())
        : Optional.empty();
  }

  /** What the rounds' own percentiles of the delivery latency say together, in nanoseconds. */
  public Optional<Estimate> latencyEstimateNs(Percentile percentile) {
    return Estimate.of(byBlock(round -> round.latencyNs(percentile)).values());
  }

  /** What the rounds say together of the server's CPU time per delivered event, in nanoseconds. */
  public Optional<Estimate> serverCpuEstimateNs() {
    return Estimate.of(byBlock(RoundFigures::serverCpuNsPerDelivered).values());
  }

  /** What the rounds say together of one of their figures, if each has it. */
  public Optional<Estimate> estimate(Function<RoundFigures, Optional<Double>> figure) {
    return Estimate.of(byBlock(figure).values());
  }

  /** A figure of each valid round, by block; empty unless each has one. */
  public Map<Integer, Double> byBlock(Function<RoundFigures, Optional<Double>> figure) {
    Map<Integer, Double> values = new TreeMap<>();
    for (RoundFigures round : valid) {
      Optional<Double> value = figure.apply(round);
      if (value.isEmpty()) {
        return Map.of();
      }
      values.put(round.round().block(), value.get());
    }
    return values;
  }

  /** The sum of the valid rounds' counts. */
  public Counts counts() {
    return injections.stream().map(Injection::counts).reduce(Counts::plus).orElse(Counts.NONE);
  }

  /** The sum of the valid rounds' outages. */
  public Outages outages() {
    return injections.stream()
        .map(Injection::outages)
        .flatMap(java.util.stream.Stream::ofNullable)
        .reduce(Outages.NONE, Outages::plus);
  }

  /** Whether subscribers of a room ended with the same, in all valid rounds together. */
  public Convergence convergence() {
    return injections.stream()
        .map(Injection::convergence)
        .flatMap(java.util.stream.Stream::ofNullable)
        .reduce(Convergence.NONE, Convergence::plus);
  }

  /** What became of the valid rounds' newcomers. */
  public NewcomerCounts newcomers() {
    return injections.stream()
        .map(Injection::newcomers)
        .flatMap(java.util.stream.Stream::ofNullable)
        .reduce(NewcomerCounts.NONE, NewcomerCounts::plus);
  }

  /** The sum of the valid rounds' traffic. */
  public Traffic traffic() {
    return injections.stream()
        .map(Injection::traffic)
        .reduce(Traffic::plus)
        .orElseGet(() -> new Traffic(0, 0, 0, 0, 0));
  }

  /** How stale subscribers were: means weighted by subscribers and time, the largest peak. */
  public Optional<TimeOutOfDate> timeOutOfDate() {
    OptionalDouble mean = weighted(injection -> injection.timeOutOfDate().meanNs());
    OptionalDouble share = weighted(injection -> injection.timeOutOfDate().share());
    if (mean.isEmpty() || share.isEmpty()) {
      return Optional.empty();
    }
    long peak = injections.stream().mapToLong(i -> i.timeOutOfDate().peakNs()).max().orElse(0);
    return Optional.of(new TimeOutOfDate(mean.getAsDouble(), peak, share.getAsDouble()));
  }

  /**
   * How old what subscribers held was: the mean weighted by subscribers and time, the mean peak by
   * peaks; empty unless a valid round tells it.
   */
  public Optional<AgeOfInformation> ageOfInformation() {
    double weight = 0;
    double meanSum = 0;
    double peakSum = 0;
    long peaks = 0;
    for (Injection injection : injections) {
      AgeOfInformation age = injection.ageOfInformation();
      if (age != null) {
        double w = (double) injection.subscribed() * injection.measurementNs();
        weight += w;
        meanSum += w * age.meanNs();
        peakSum += age.meanPeakNs() * age.peaks();
        peaks += age.peaks();
      }
    }
    return weight == 0 || peaks == 0
        ? Optional.empty()
        : Optional.of(new AgeOfInformation(meanSum / weight, peakSum / peaks, peaks));
  }

  /** Subscribers of all valid rounds. */
  public long subscribed() {
    return injections.stream().mapToLong(Injection::subscribed).sum();
  }

  private OptionalDouble weighted(ToDoubleFunction<Injection> figure) {
    double weight = 0;
    double sum = 0;
    for (Injection injection : injections) {
      double w = (double) injection.subscribed() * injection.measurementNs();
      weight += w;
      sum += w == 0 ? 0 : w * figure.applyAsDouble(injection);
    }
    return weight == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weight);
  }

  /** Events per second asked for, over all valid rounds. */
  public OptionalDouble targetRate() {
    return rate(injection -> injection.targetRate());
  }

  /** Events per second published, over all valid rounds. */
  public OptionalDouble achievedRate() {
    return rate(injection -> injection.achievedRate());
  }

  private OptionalDouble rate(ToDoubleFunction<Injection> figure) {
    double measured = injections.stream().mapToDouble(Injection::measurementNs).sum();
    double sum =
        injections.stream().mapToDouble(i -> figure.applyAsDouble(i) * i.measurementNs()).sum();
    return measured == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / measured);
  }

  /** Divides a total by the delivered events; empty if nothing was delivered. */
  public OptionalDouble perDelivered(long total) {
    long delivered = counts().delivered();
    return delivered == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) total / delivered);
  }

  /** CPU time of the server per delivered event, in nanoseconds; of rounds where it is known. */
  public Optional<Double> serverCpuNsPerDelivered() {
    return serverPerDelivered(Usage::cpuNs);
  }

  /** Something that the server used, per delivered event; of rounds where it is known. */
  public Optional<Double> serverPerDelivered(ToDoubleFunction<Usage> used) {
    return perDelivered(Round::server, used);
  }

  /** CPU time of the injector per delivered event, in nanoseconds; of rounds where it is known. */
  public Optional<Double> injectorCpuNsPerDelivered() {
    return perDelivered(Round::injector, Usage::cpuNs);
  }

  private Optional<Double> perDelivered(
      Function<Round, @Nullable Usage> process, ToDoubleFunction<Usage> used) {
    long delivered = 0;
    double sum = 0;
    for (RoundFigures figures : valid) {
      Usage usage = process.apply(figures.round());
      Injection injection = figures.round().injection();
      if (usage != null && injection != null) {
        delivered += injection.counts().delivered();
        sum += used.applyAsDouble(usage);
      }
    }
    return delivered == 0 ? Optional.empty() : Optional.of(sum / delivered);
  }

  /**
   * Something that a round took of the machine, per delivered event; of rounds where it is known.
   */
  public Optional<Double> footprintPerDelivered(Function<Footprint, @Nullable Long> took) {
    long delivered = 0;
    double sum = 0;
    for (RoundFigures figures : valid) {
      Footprint footprint = figures.round().footprint();
      Injection injection = figures.round().injection();
      Long total = footprint == null ? null : took.apply(footprint);
      if (total != null && injection != null) {
        delivered += injection.counts().delivered();
        sum += total;
      }
    }
    return delivered == 0 ? Optional.empty() : Optional.of(sum / delivered);
  }

  /** Resident memory of the server at the end of the measurement, mean of the rounds, in bytes. */
  public OptionalDouble serverRssBytes() {
    return valid.stream()
        .map(figures -> figures.round().server())
        .flatMap(java.util.stream.Stream::ofNullable)
        .mapToDouble(Usage::rssBytes)
        .average();
  }

  /** What the server's resident memory grew by per subscriber, mean of the rounds, in bytes. */
  public OptionalDouble serverRssBytesPerSubscriber() {
    double grown = 0;
    long subscribers = 0;
    for (RoundFigures figures : valid) {
      Usage server = figures.round().server();
      Injection injection = figures.round().injection();
      if (server != null && injection != null) {
        grown += server.rssBytes() - server.rssAtStartBytes();
        subscribers += injection.subscribed();
      }
    }
    return subscribers == 0 ? OptionalDouble.empty() : OptionalDouble.of(grown / subscribers);
  }
}
