package dev.pushmark.bench.gate;

import dev.pushmark.results.model.Benchmark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What JMH prints when it is asked which benchmarks there are, with their parameters. */
final class JmhListing {
  private static final String BEGIN = "Benchmarks:";
  private static final Pattern PARAMETER = Pattern.compile("\\s+param \"(.+)\" = \\{(.*)}\\s*");

  private JmhListing() {}

  /** Each benchmark with every combination of values; whatever else was printed is left out. */
  static List<Benchmark> parse(List<String> lines) {
    List<Benchmark> all = new ArrayList<>();
    List<Benchmark> current = new ArrayList<>();
    boolean begun = false;
    for (String line : lines) {
      Matcher parameter = PARAMETER.matcher(line);
      if (!begun) {
        begun = line.strip().equals(BEGIN);
      } else if (parameter.matches()) {
        current = combined(current, parameter.group(1), parameter.group(2).split(", ", -1));
      } else if (line.strip().matches("\\S+\\.\\S+")) {
        all.addAll(current);
        current = List.of(new Benchmark(line.strip(), Map.of()));
      }
    }
    all.addAll(current);
    return all;
  }

  private static List<Benchmark> combined(
      List<Benchmark> benchmarks, String parameter, String[] values) {
    List<Benchmark> combined = new ArrayList<>();
    for (Benchmark benchmark : benchmarks) {
      for (String value : values) {
        Map<String, String> params = new HashMap<>(benchmark.params());
        params.put(parameter, value);
        combined.add(new Benchmark(benchmark.name(), params));
      }
    }
    return combined;
  }
}
