package dev.pushmark.results.report;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Run;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's figures as OpenMetrics 1.0 text, which Prometheus reads too: times in seconds,
 * percentiles as summaries, everything else as gauges, with a label for the workload and the
 * transport. The ends of intervals are gauges of their own, {@code …_low_…} and {@code …_high_…}.
 * What cannot be told is left out.
 */
public final class OpenMetrics {
  private static final String PREFIX = "pushmark_";

  private final Run run;

  /** By name: all samples of a family stand together, whichever transport they are of. */
  private final Map<String, StringBuilder> families = new LinkedHashMap<>();

  private OpenMetrics(Run run) {
    this.run = run;
  }

  /** The whole text, its {@code # EOF} included. */
  public static String of(Summary summary, Environment environment) {
    OpenMetrics metrics = new OpenMetrics(summary.run());
    metrics.info(environment);
    for (TransportFigures figures : summary.transports()) {
      for (Quantity quantity : Quantities.of(figures)) {
        metrics.add(figures.transport(), quantity);
      }
    }
    return String.join("", metrics.families.values()) + "# EOF\n";
  }

  private void info(Environment environment) {
    String name = PREFIX + "run";
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("workload", run.plan().workload().name());
    labels.put("version", run.version());
    labels.put("commit", run.commit());
    labels.put("environment", environment.id());
    labels.put("started_at", run.startedAt().toString());
    labels.put("state", run.state().name().toLowerCase(Locale.ROOT));
    StringBuilder text = new StringBuilder();
    text.append("# TYPE ").append(name).append(" info\n# HELP ").append(name);
    text.append(" The run that all figures are of.\n");
    families.put(name, text);
    sample(text, name + "_info", labels, "1");
  }

  private void add(String transport, Quantity quantity) {
    Percentile percentile = quantity.percentile();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("workload", run.plan().workload().name());
    labels.put("transport", transport);
    if (percentile != null) {
      labels.put("quantile", quantile(percentile));
    }
    String name = snake(quantity.name());
    String type = percentile == null ? "gauge" : "summary";
    add(name, type, quantity, quantity.meaning(), labels, quantity.value());
    String interval = " end of the 95 % interval, rounds being the sample. ";
    add(
        name + "_low",
        "gauge",
        quantity,
        "Lower" + interval + quantity.meaning(),
        labels,
        quantity.low());
    add(
        name + "_high",
        "gauge",
        quantity,
        "Upper" + interval + quantity.meaning(),
        labels,
        quantity.high());
  }

  private void add(
      String snake,
      String type,
      Quantity quantity,
      String help,
      Map<String, String> labels,
      @Nullable Double value) {
    if (value == null) {
      return;
    }
    Quantity.Unit unit = quantity.unit();
    String stem = PREFIX + snake;
    String name = stem.endsWith("_" + unit.base()) ? stem : stem + "_" + unit.base();
    StringBuilder text =
        families.computeIfAbsent(
            name,
            family ->
                new StringBuilder()
                    .append("# TYPE %s %s\n".formatted(family, type))
                    .append("# UNIT %s %s\n".formatted(family, unit.base()))
                    .append("# HELP %s %s\n".formatted(family, escape(help))));
    sample(text, name, labels, unit.inBase(value));
  }

  private static void sample(
      StringBuilder text, String name, Map<String, String> labels, String value) {
    text.append(name);
    char before = '{';
    for (Map.Entry<String, String> label : labels.entrySet()) {
      text.append(before).append(label.getKey()).append("=\"");
      text.append(escape(label.getValue())).append('"');
      before = ',';
    }
    text.append("} ").append(value).append('\n');
  }

  /** From 0 to 1, such as {@code 0.999}. */
  private static String quantile(Percentile percentile) {
    return BigDecimal.valueOf(percentile.percent())
        .movePointLeft(2)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String snake(String name) {
    return name.replaceAll("(\\p{Lower})(\\p{Upper})", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /** As both label values and help texts want it: any text survives, and stays on its line. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
