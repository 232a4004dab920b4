package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpenMetricsTest {
  private static final SampleRun SAMPLE = SampleRun.seeded(11);
  private static final Summary SUMMARY =
      Summary.of(SAMPLE.run(), SAMPLE.rounds(), SAMPLE.histograms());
  private static final String TEXT = OpenMetrics.of(SUMMARY, SAMPLE.environment());

  /** As the grammar of OpenMetrics 1.0 has a label: name, equals sign, escaped text in quotes. */
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\"\\\\n])*)\"(,|(?=\\}))");

  private static final Pattern SAMPLE_LINE =
      Pattern.compile("([a-z_:][a-z0-9_:]*)\\{(.*)\\} (-?[0-9]+(?:\\.[0-9]+)?)");

  private record Sample(String name, Map<String, String> labels, BigDecimal value) {}

  /** Reads as strictly as the format is. */
  private static List<Sample> read(String text) {
    assertThat(text).endsWith("\n# EOF\n");
    List<Sample> samples = new ArrayList<>();
    for (String line : text.substring(0, text.length() - "# EOF\n".length()).split("\n", -1)) {
      if (!line.startsWith("#") && !line.isEmpty()) {
        Matcher matcher = SAMPLE_LINE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        samples.add(
            new Sample(
                matcher.group(1),
                labels(matcher.group(2) + "}"),
                new BigDecimal(matcher.group(3))));
      }
    }
    return samples;
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    Matcher matcher = LABEL.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      String value = matcher.group(2);
      StringBuilder plain = new StringBuilder();
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        plain.append(c != '\\' ? c : value.charAt(++i) == 'n' ? '\n' : value.charAt(i));
      }
      labels.put(matcher.group(1), plain.toString());
      end = matcher.end();
    }
    assertThat(text.substring(end)).as("all of the labels are read").isEqualTo("}");
    return labels;
  }

  private static BigDecimal value(String name, String transport, String quantile) {
    return read(TEXT).stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> transport.equals(sample.labels().get("transport")))
        .filter(sample -> quantile.equals(sample.labels().getOrDefault("quantile", "")))
        .map(Sample::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void timesAreTheFiguresInSeconds() {
    for (TransportFigures figures : SUMMARY.transports()) {
      double p50 = figures.percentileNs(Metric.DELIVERY_LATENCY, Percentile.P50).orElseThrow();
      assertThat(value("pushmark_delivery_latency_seconds", figures.transport(), "0.5"))
          .isEqualByComparingTo(BigDecimal.valueOf(p50).movePointLeft(9));
      assertThat(value("pushmark_deliveries", figures.transport(), ""))
          .isEqualByComparingTo(BigDecimal.valueOf(figures.counts().delivered()));
    }
    assertThat(value("pushmark_delivery_latency_low_seconds", "sse", "0.5"))
        .isLessThan(value("pushmark_delivery_latency_high_seconds", "sse", "0.5"));
  }

  @Test
  void aFamilyHasItsTypeAndUnitFirstAndStandsTogether() {
    Set<String> begun = new HashSet<>();
    String family = "";
    for (String line : TEXT.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        family = line.split(" ", -1)[2];
        assertThat(begun.add(family)).as(family + " begins once").isTrue();
      } else if (line.startsWith("# UNIT ")) {
        assertThat(line.split(" ", -1)[2]).isEqualTo(family);
        assertThat(family).endsWith("_" + line.split(" ", -1)[3]);
      } else if (!line.startsWith("#")) {
        assertThat(line).startsWith(family);
      }
    }
    assertThat(begun).contains("pushmark_run", "pushmark_server_cpu_per_delivery_seconds");
    assertThat(TEXT)
        .contains("# TYPE pushmark_delivery_latency_seconds summary\n")
        .contains("# TYPE pushmark_valid_rounds gauge\n")
        .contains("# UNIT pushmark_offered_rate_events_per_second events_per_second\n");
  }

  @Test
  void noSampleIsThereTwice() {
    List<Sample> samples = read(TEXT);
    Set<String> seen = new HashSet<>();
    assertThat(samples).allMatch(sample -> seen.add(sample.name() + sample.labels()));
    assertThat(samples).hasSizeGreaterThan(100);
  }

  @Test
  void hostileTextSurvivesInLabels() {
    String hostile = "a\\b\"c\nd} 1\n# EOF\n\\n";
    Rounds rounds = new Rounds().round(hostile, 400, 100);
    Summary summary = Summary.of(Rounds.run(hostile), rounds.list(), rounds.histograms());
    List<Sample> samples = read(OpenMetrics.of(summary, SAMPLE.environment()));
    assertThat(samples.stream().map(sample -> sample.labels().get("transport")).distinct())
        .containsExactlyInAnyOrder(null, hostile);
  }

  @Test
  void whatCannotBeToldIsLeftOut() {
    Rounds rounds =
        new Rounds().outcome(new Outcome.Invalid(List.of("late"), false)).round("sse", 400, 100);
    Summary summary = Summary.of(Rounds.run("sse"), rounds.list(), rounds.histograms());
    assertThat(read(OpenMetrics.of(summary, SAMPLE.environment())))
        .extracting(Sample::name)
        .containsExactly("pushmark_run_info", "pushmark_valid_rounds", "pushmark_measured_rounds");
  }
}
