package dev.pushmark.results.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pushmark.results.compare.Estimate;
import dev.pushmark.results.compare.TransportName;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the page's script draws and tells. Times are in nanoseconds, with three digits.
 *
 * @param percentiles delivery latency by percentile; x is log10 of 1/(1−q)
 * @param distribution shares of deliveries; x is where each class begins
 * @param strips latency over time
 */
record PageData(Chart percentiles, Chart distribution, List<Strip> strips) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * A chart whose curves share their positions.
   *
   * @param x positions of all values
   * @param labels what stands below some positions
   */
  record Chart(List<Double> x, Map<Double, String> labels, List<Curve> curves) {}

  /**
   * A transport in a chart; values are null where it has none.
   *
   * @param look class of the style
   * @param low lower bounds of what the rounds say; absent without
   * @param high upper bounds
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Curve(
      String look,
      String name,
      List<@Nullable Double> y,
      @Nullable List<@Nullable Double> low,
      @Nullable List<@Nullable Double> high) {}

  /** A transport over time, in the coordinates of its drawing. */
  record Strip(String name, List<Panel> panels) {}

  /** A round, with a sentence for each second. */
  record Panel(double x, double width, String title, List<String> seconds) {}

  static PageData of(
      List<LatencyCurve> curves,
      List<LatencyDensity> densities,
      List<TimeStrip> strips,
      List<String> transports) {
    return new PageData(
        percentiles(curves, transports),
        distribution(densities, transports),
        strips.stream().map(PageData::strip).toList());
  }

  private static Chart percentiles(List<LatencyCurve> curves, List<String> transports) {
    List<LatencyCurve.Point> longest = List.of();
    for (LatencyCurve curve : curves) {
      longest = curve.points().size() > longest.size() ? curve.points() : longest;
    }
    Map<Double, String> labels = new TreeMap<>();
    double end = curves.stream().mapToDouble(LatencyCurve::end).max().orElse(0);
    PercentilePlot.marks(end).forEach(mark -> labels.put(mark.nines(), mark.label()));
    int length = longest.size();
    return new Chart(
        longest.stream().map(point -> digits(point.nines(), 5)).toList(),
        labels,
        curves.stream()
            .map(
                curve ->
                    new Curve(
                        Look.of(curve.figures().transport(), transports),
                        TransportName.asTitle(curve.figures().transport()),
                        values(curve, length, point -> Optional.of(point.ns())),
                        values(curve, length, point -> point.bounds().map(Estimate::low)),
                        values(curve, length, point -> point.bounds().map(Estimate::high))))
            .toList());
  }

  private static List<@Nullable Double> values(
      LatencyCurve curve, int length, Function<LatencyCurve.Point, Optional<Double>> value) {
    List<@Nullable Double> values = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Optional<Double> here =
          i < curve.points().size() ? value.apply(curve.points().get(i)) : Optional.empty();
      values.add(here.map(ns -> digits(ns, 4)).orElse(null));
    }
    return values;
  }

  private static Chart distribution(List<LatencyDensity> densities, List<String> transports) {
    int first = densities.stream().mapToInt(LatencyDensity::first).min().orElse(0);
    int end = densities.stream().mapToInt(LatencyDensity::end).max().orElse(0);
    return new Chart(
        IntStream.rangeClosed(first, end)
            .mapToObj(i -> digits(LatencyDensity.beginNs(i), 5))
            .toList(),
        Map.of(),
        densities.stream()
            .map(
                density ->
                    new Curve(
                        Look.of(density.figures().transport(), transports),
                        TransportName.asTitle(density.figures().transport()),
                        IntStream.rangeClosed(first, end)
                            .<@Nullable Double>mapToObj(i -> digits(density.share(i), 4))
                            .toList(),
                        null,
                        null))
            .toList());
  }

  private static Strip strip(TimeStrip strip) {
    return new Strip(
        strip.name(),
        strip.panels().stream()
            .map(
                panel ->
                    new Panel(
                        Double.parseDouble(panel.x()),
                        Double.parseDouble(panel.width()),
                        panel.title() + (panel.valid() ? "" : ", invalid"),
                        panel.readings()))
            .toList());
  }

  private static double digits(double value, int digits) {
    return Double.parseDouble(String.format(java.util.Locale.ROOT, "%." + digits + "g", value));
  }

  /** As JSON that may stand in a script element: no text in it can end one. */
  String json() {
    try {
      return JSON.writeValueAsString(this).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
