package dev.pushmark.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges what the Autobahn test suite wrote: the suite's own plugin overlooks wrong close codes.
 * Prints how many cases had which outcome; ends with 1 if any was neither right nor a matter of
 * taste.
 */
public final class AutobahnReport {
  private static final Set<String> GOOD = Set.of("OK", "NON-STRICT", "INFORMATIONAL");

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final List<String> bad = new ArrayList<>();

  private AutobahnReport() {}

  /** Reads the suite's {@code index.json}: agent, case, then what was found in texts. */
  public static void main(String[] args) throws IOException {
    AutobahnReport report = new AutobahnReport();
    try (JsonParser json = new JsonFactory().createParser(Path.of(args[0]).toFile())) {
      report.read(json);
    }
    System.out.println("Autobahn: " + report.outcomes);
    report.bad.forEach(System.out::println);
    System.exit(report.bad.isEmpty() && !report.outcomes.isEmpty() ? 0 : 1);
  }

  private void read(JsonParser json) throws IOException {
    String testCase = "";
    int depth = 0;
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.FIELD_NAME && depth == 2) {
        testCase = json.currentName();
      } else if (token == JsonToken.VALUE_STRING && json.currentName().startsWith("behavior")) {
        judge(testCase, json.currentName(), json.getText());
      }
    }
  }

  private void judge(String testCase, String what, String outcome) {
    outcomes.merge(what + " " + outcome, 1, Integer::sum);
    if (!GOOD.contains(outcome)) {
      bad.add("case " + testCase + ": " + what + " " + outcome);
    }
  }
}
