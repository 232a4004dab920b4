package dev.pushmark.results.trend;

import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.gate.Figures;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/**
 * What a history keeps of a run: one figure of each transport and metric, the median over the valid
 * rounds of the figure that each round has of its own (of an even number midway between the two in
 * the middle). Never their average: one round that was spoilt unnoticed does not move it far.
 *
 * @param otherServer the command that started the server, where it was neither the reference server
 *     nor reached by the plan's URL; else empty
 * @param figures transport, in the order of the plan → metric → figure above 0, in nanoseconds or
 *     bytes; what was not measured or came to 0 is left out
 */
public record PastRun(
    Run run,
    Environment environment,
    String otherServer,
    Map<String, Map<GateMetric, Double>> figures) {

  /** Takes the figures from a run's rounds. */
  public static PastRun of(
      Run run,
      Environment environment,
      String otherServer,
      List<Round> rounds,
      Map<String, Map<Metric, List<Histogram>>> histogramsByRoundId) {
    Map<String, Map<GateMetric, Double>> figures = new LinkedHashMap<>();
    for (String transport : run.plan().transports()) {
      List<RoundFigures> valid =
          TransportFigures.of(transport, rounds, histogramsByRoundId).validRounds();
      Map<GateMetric, Double> ofTransport = new EnumMap<>(GateMetric.class);
      for (GateMetric metric : GateMetric.OF_ROUNDS) {
        double[] own =
            valid.stream()
                .flatMap(round -> Figures.of(metric, round).stream())
                .filter(figure -> figure > 0)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (own.length > 0) {
          ofTransport.put(metric, Median.of(own));
        }
      }
      figures.put(transport, ofTransport);
    }
    return new PastRun(run, environment, otherServer, figures);
  }

  /** The same with these transports only. */
  public PastRun only(Collection<String> transports) {
    Map<String, Map<GateMetric, Double>> fewer = new LinkedHashMap<>(figures);
    fewer.keySet().retainAll(transports);
    return new PastRun(run, environment, otherServer, fewer);
  }

  /** Whether the figures of both belong in one series: asked alike, served and watched alike. */
  boolean isLike(PastRun other) {
    Plan plan = run.plan();
    Plan theirs = other.run.plan();
    return environment.id().equals(other.environment.id())
        && plan.asksTheSameAs(theirs)
        && plan.witnesses() == theirs.witnesses()
        && Objects.equals(environment.browser(), other.environment.browser())
        && Objects.equals(plan.server().url(), theirs.server().url())
        && otherServer.equals(other.otherServer);
  }
}
