package dev.pushmark.results.site;

import dev.pushmark.results.compare.Ranking;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Run;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the site says of a run; its fields are explained in {@code schema.json}.
 *
 * @param name of its folder
 * @param page where its page is, seen from the site's own folder
 * @param headline the verdict in a sentence
 * @param fastest the transport with the smallest median; null if none has events enough for one
 */
public record RunFigures(
    String name,
    String page,
    String headline,
    Instant startedAt,
    @Nullable Instant endedAt,
    String version,
    String commit,
    @Nullable Fastest fastest,
    Plan plan,
    Environment environment,
    List<TransportSummary> transports) {
  /**
   * The transport with the smallest median.
   *
   * @param p50Ns median of the delivery latency over all its valid rounds, in nanoseconds
   */
  public record Fastest(String transport, double p50Ns) {}

  public RunFigures {
    transports = List.copyOf(transports);
  }

  static RunFigures of(String name, Summary summary, Environment environment) {
    Run run = summary.run();
    List<Ranking.Place> places = summary.bySpeed().places();
    return new RunFigures(
        name,
        "runs/" + inUrl(name) + "/report.html",
        summary.verdict().headline(),
        run.startedAt(),
        run.endedAt(),
        run.version(),
        run.commit(),
        places.isEmpty()
            ? null
            : new Fastest(places.get(0).figures().transport(), places.get(0).value()),
        run.plan(),
        environment,
        summary.transports().stream().map(TransportSummary::of).toList());
  }

  /** Whether one of these transports has events enough for a median. */
  boolean hasMedianOfOneOf(List<String> names) {
    return transports.stream()
        .anyMatch(t -> names.contains(t.transport()) && t.deliveryLatency().p50() != null);
  }

  /** A name as one step of a path, or as a value, in a URL. */
  static String inUrl(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
