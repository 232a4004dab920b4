package dev.pushmark.bench.gate;

import dev.pushmark.bench.lab.ChildCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Stands in for JMH: takes its options and writes results as it does, with scores that are given.
 * Each of its words before the options is a benchmark: name, score, unit, mode, and perhaps a
 * parameter's name and value, with commas in between.
 */
public final class FakeJmh {
  /** A word that has it fail where it should measure. */
  public static final String FAIL = "fail";

  private static final double NOISE = 0.01;

  private FakeJmh() {}

  /** A command for a shell that takes JMH's options at its end. */
  public static String command(String... benchmarks) {
    return "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s %s"
        .formatted(
            ChildCommands.ownJava(),
            ChildCommands.ownClassPath(),
            FakeJmh.class.getName(),
            String.join(" ", benchmarks));
  }

  /** Results of one process, each figure give or take 1 %. */
  public static String json(List<String> benchmarks, int forks, long seed) {
    StringJoiner results = new StringJoiner(",\n", "[\n", "\n]\n");
    benchmarks.forEach(benchmark -> results.add(result(benchmark.split(",", -1), forks, seed)));
    return results.toString();
  }

  private static String result(String[] benchmark, int forks, long seed) {
    Random random = new Random(seed * 31 + benchmark[0].hashCode());
    random.nextGaussian(); // the first of seeds that are alike are alike
    StringJoiner raw = new StringJoiner(", ", "[", "]");
    for (int fork = 0; fork < forks; fork++) {
      double score = Double.parseDouble(benchmark[1]) * Math.exp(NOISE * random.nextGaussian());
      raw.add("[%s, %s, %s]".formatted(score * 0.9, score, score * 1.1));
    }
    String params =
        benchmark.length < 6
            ? ""
            : "\"params\": {\"%s\": \"%s\"},".formatted(benchmark[4], benchmark[5]);
    return """
        {"jmhVersion": "1.37", "benchmark": "%s", "mode": "%s", "threads": 1, "forks": %d,
         "vmName": "Fake VM", "vmVersion": "1", "warmupIterations": 1, "warmupTime": "1 s",
         "warmupBatchSize": 1, "measurementIterations": 3, "measurementTime": "1 s",
         "measurementBatchSize": 1, %s
         "primaryMetric": {"score": 1, "scoreUnit": "%s", "rawData": %s}}"""
        .formatted(benchmark[0], benchmark[3], forks, params, benchmark[2], raw);
  }

  public static void main(String[] words) throws IOException {
    List<String> benchmarks = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    String regex = "";
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals("-lp")) {
        options.put("-lp", "");
      } else if (words[i].startsWith("-")) {
        options.put(words[i], words[++i]);
      } else if (options.isEmpty()) {
        benchmarks.add(words[i]);
      } else {
        regex = words[i];
      }
    }
    boolean fails = benchmarks.remove(FAIL);
    Pattern names = Pattern.compile(regex);
    String sizes = options.getOrDefault("-p", "").replaceFirst("size=", "");
    benchmarks.removeIf(benchmark -> !isChosen(benchmark.split(",", -1), names, sizes));
    if (options.containsKey("-lp")) {
      list(benchmarks);
      return;
    }
    System.out.println("# a fork of " + benchmarks);
    if (fails) {
      System.err.println("ERROR: the benchmark threw something");
      System.exit(1);
    }
    Path results = Path.of(options.getOrDefault("-rff", ""));
    long seed = results.subpath(results.getNameCount() - 2, results.getNameCount()).hashCode();
    int forks = Integer.parseInt(options.getOrDefault("-f", "5"));
    Files.writeString(results, json(benchmarks, forks, seed));
  }

  private static boolean isChosen(String[] benchmark, Pattern names, String sizes) {
    boolean sized = benchmark.length < 6 || sizes.isEmpty();
    return names.matcher(benchmark[0]).find()
        && (sized || List.of(sizes.split(",", -1)).contains(benchmark[5]));
  }

  private static void list(List<String> benchmarks) {
    System.out.println("Picked up something that does not matter");
    System.out.println("Benchmarks: ");
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String benchmark : benchmarks) {
      String[] parts = benchmark.split(",", -1);
      List<String> ofThis = values.computeIfAbsent(parts[0], name -> new ArrayList<>());
      if (parts.length > 5) {
        ofThis.add(parts[5]);
      }
    }
    values.forEach(
        (name, each) -> {
          System.out.println(name);
          if (!each.isEmpty()) {
            System.out.println("  param \"size\" = {" + String.join(", ", each) + "}");
          }
        });
  }
}
