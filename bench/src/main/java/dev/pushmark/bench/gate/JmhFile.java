package dev.pushmark.bench.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.pushmark.results.gate.Fork;
import dev.pushmark.results.gate.Fork.Score;
import dev.pushmark.results.model.Benchmark;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Results as JMH's {@code -rf json} writes them. Of each fork's iterations the mean counts, which
 * is how JMH comes to its score; of sampled times, that of all samples.
 *
 * @param path where they are
 * @param benchmarks in the file's order
 * @param forks in which they were measured: the first of all of them, the second, and so on
 * @param jvms on which
 */
public record JmhFile(Path path, List<Benchmark> benchmarks, List<Fork> forks, Set<String> jvms) {
  public JmhFile {
    benchmarks = List.copyOf(benchmarks);
    forks = List.copyOf(forks);
    jvms = Set.copyOf(jvms);
  }

  /** The JVM that this runs on, as such a file would name it. */
  public static String ownJvm() {
    return jvm(System.getProperty("java.vm.name", ""), System.getProperty("java.vm.version", ""));
  }

  private static String jvm(String name, String version) {
    return name + " " + version;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it holds no such results, in one line
   */
  public static JmhFile read(Path path) throws IOException {
    Set<Benchmark> benchmarks = new LinkedHashSet<>();
    Set<String> jvms = new LinkedHashSet<>();
    List<Map<String, List<Score>>> forks = new ArrayList<>();
    for (JsonNode result : Json.read(path, ArrayNode.class)) {
      Benchmark benchmark = new Benchmark(text(path, result, "benchmark"), params(result));
      benchmarks.add(benchmark);
      jvms.add(jvm(result.path("vmName").asText(), result.path("vmVersion").asText()));
      JsonNode metric = result.path("primaryMetric");
      String mode = text(path, result, "mode");
      String unit = text(path, metric, "scoreUnit");
      int fork = 0;
      for (JsonNode iterations : metric.path(raw(metric))) {
        if (forks.size() == fork) {
          forks.add(new HashMap<>());
        }
        forks
            .get(fork++)
            .computeIfAbsent(benchmark.subject(), subject -> new ArrayList<>())
            .add(new Score(mode, unit, settings(result), mean(iterations)));
      }
    }
    List<Fork> numbered = new ArrayList<>();
    for (Map<String, List<Score>> scores : forks) {
      numbered.add(new Fork(numbered.size() + 1, scores.keySet(), scores));
    }
    return new JmhFile(path, List.copyOf(benchmarks), numbered, jvms);
  }

  private static String text(Path path, JsonNode node, String name) throws IOException {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw new IOException(path + ": a result must have a " + name);
    }
    return value.textValue();
  }

  private static Map<String, String> params(JsonNode result) {
    Map<String, String> params = new HashMap<>();
    result
        .path("params")
        .properties()
        .forEach(each -> params.put(each.getKey(), each.getValue().asText()));
    return params;
  }

  private static String raw(JsonNode metric) {
    return metric.has("rawDataHistogram") ? "rawDataHistogram" : "rawData";
  }

  /** What has to be the same where scores are compared, but for mode and unit. */
  private static String settings(JsonNode result) {
    return "%s after %s with %s"
        .formatted(
            iterations(result, "measurement"),
            iterations(result, "warmup"),
            counted(result.path("threads").asInt(), "thread"));
  }

  private static String iterations(JsonNode result, String phase) {
    int batch = result.path(phase + "BatchSize").asInt();
    return result.path(phase + "Iterations").asInt()
        + " × "
        + result.path(phase + "Time").asText()
        + (batch > 1 ? " of batches of " + batch : "");
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** No number if there is none, or if one of them is none. */
  private static double mean(JsonNode iterations) {
    double sum = 0;
    double count = 0;
    for (JsonNode iteration : iterations) {
      if (iteration.isArray()) { // of samples, each with how often it was seen
        for (JsonNode samples : iteration) {
          double times = number(samples.path(1));
          sum += number(samples.path(0)) * times;
          count += times;
        }
      } else {
        sum += number(iteration);
        count++;
      }
    }
    return sum / count;
  }

  /** JMH writes {@code "NaN"} and {@code "+INF"} as texts. */
  private static double number(JsonNode value) {
    return value.isNumber() ? value.doubleValue() : Double.NaN;
  }
}
