package dev.pushmark.bench.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pushmark.bench.plan.GateSection.Chosen;
import dev.pushmark.results.model.Benchmark;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.MicroPlan;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Resolves which benchmarks a gate measures and decides. */
public final class MicroPlanner {
  private MicroPlanner() {}

  /**
   * What a person asked for.
   *
   * @param file a plan file, whose section for the gate may choose benchmarks; null for none
   * @param options further ones of JMH
   * @param screenPairs null for what the file or the default says
   * @param confirmPairs likewise
   * @param seed likewise
   * @param defaultSeed the seed if nobody gives one
   */
  public record Request(
      @Nullable Path file,
      List<String> options,
      @Nullable Integer screenPairs,
      @Nullable Integer confirmPairs,
      @Nullable Long seed,
      long defaultSeed) {
    public Request {
      options = List.copyOf(options);
    }
  }

  /**
   * Resolves a gate.
   *
   * @param found the benchmarks that there are, each once
   * @throws BadPlanException if there is no such gate, in one line
   */
  public static MicroPlan resolve(List<Benchmark> found, Request request) throws BadPlanException {
    try {
      GateSection section = GateSection.of(request.file);
      Map<Benchmark, Double> effects =
          section.benchmarks() == null ? all(found) : chosen(found, section.benchmarks());
      List<GateCell> cells = new ArrayList<>();
      effects.forEach(
          (benchmark, effect) ->
              cells.add(new GateCell(benchmark.subject(), GateMetric.SCORE, effect)));
      return new MicroPlan(
          List.copyOf(effects.keySet()),
          request.options,
          cells,
          section.screenPairs(request.screenPairs),
          section.confirmPairs(request.confirmPairs),
          seed(request));
    } catch (NoSuchFileException e) {
      throw new BadPlanException("there is no file " + e.getFile());
    } catch (IOException | IllegalArgumentException e) {
      throw new BadPlanException(String.valueOf(e.getMessage()));
    }
  }

  private static long seed(Request request) throws IOException {
    if (request.seed != null) {
      return request.seed;
    }
    JsonNode inFile = request.file == null ? null : Json.readYamlTree(request.file).get("seed");
    return inFile == null
        ? request.defaultSeed
        : Json.from(inFile, request.file + ": seed", Long.class);
  }

  private static Map<Benchmark, Double> all(List<Benchmark> found) {
    GateSection.requireFew(found);
    Map<Benchmark, Double> effects = new LinkedHashMap<>();
    found.forEach(benchmark -> effects.put(benchmark, GateMetric.SCORE.minimumEffect()));
    return effects;
  }

  private static Map<Benchmark, Double> chosen(List<Benchmark> found, List<Chosen> choices) {
    Map<Benchmark, Double> effects = new LinkedHashMap<>();
    for (Chosen choice : choices) {
      Pattern name = pattern(choice.benchmark());
      double effect =
          choice.minimumEffect() == null
              ? GateMetric.SCORE.minimumEffect()
              : choice.minimumEffect();
      found.stream()
          .filter(benchmark -> name.matcher(benchmark.name()).find())
          .filter(benchmark -> agrees(benchmark, choice))
          .forEach(benchmark -> effects.putIfAbsent(benchmark, effect));
    }
    if (effects.isEmpty()) {
      throw new IllegalArgumentException(
          "gate: benchmarks must match one that there is (%s), were %s"
              .formatted(
                  String.join(", ", found.stream().map(Benchmark::name).distinct().toList()),
                  String.join(", ", choices.stream().map(Chosen::benchmark).toList())));
    }
    return effects;
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile("(?i)" + regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "gate: benchmark must be a regular expression, was " + regex, e);
    }
  }

  private static boolean agrees(Benchmark benchmark, Chosen choice) {
    Map<String, JsonNode> params = choice.params();
    return params == null
        || params.entrySet().stream()
            .allMatch(
                each -> each.getValue().asText().equals(benchmark.params().get(each.getKey())));
  }
}
