package dev.pushmark.scenarios.gatling;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What went wrong on the injector's side, each kind counted. Thread safe. */
final class Complaints {
  private static final int MAX_KINDS = 20;
  private final Map<String, Integer> counts = new TreeMap<>();

  synchronized void add(String complaint) {
    if (counts.size() < MAX_KINDS || counts.containsKey(complaint)) {
      counts.merge(complaint, 1, Integer::sum);
    }
  }

  synchronized List<String> list() {
    return counts.entrySet().stream()
        .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " (" + e.getValue() + " times)")
        .toList();
  }
}
