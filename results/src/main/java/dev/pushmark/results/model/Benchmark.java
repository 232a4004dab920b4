package dev.pushmark.results.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A benchmark with one value of each of its parameters.
 *
 * @param name class and method, as JMH writes them
 * @param params values by name, in the order of the names
 */
public record Benchmark(String name, Map<String, String> params) {
  public Benchmark {
    params = Collections.unmodifiableMap(new TreeMap<>(params));
  }

  /** As one text: {@code a.b.Class.method {name=value, other=value}}. */
  public String subject() {
    return params.isEmpty() ? name : name + " " + params;
  }
}
