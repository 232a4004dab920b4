package dev.pushmark.results.report;

import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.GateRun.Pair;
import dev.pushmark.results.model.GateRun.Verdict;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What a gate found, for other programs. */
public final class GateFiles {
  private GateFiles() {}

  /** As JUnit's XML: a case per cell; what is undecided is skipped, what is invalid an error. */
  public static String junit(GateRun run) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "pushmark gate");
      xml.writeAttribute("tests", String.valueOf(run.cells().size()));
      xml.writeAttribute("failures", count(run, Verdict.REGRESSION));
      xml.writeAttribute("errors", count(run, Verdict.INVALID));
      xml.writeAttribute("skipped", count(run, Verdict.INCONCLUSIVE));
      xml.writeAttribute("time", seconds(run));
      for (CellFinding finding : run.cells()) {
        testcase(xml, run, finding);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string can always be written", e);
    }
    return text + "\n";
  }

  private static void testcase(XMLStreamWriter xml, GateRun run, CellFinding finding)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "pushmark.gate." + finding.cell().subject());
    xml.writeAttribute("name", GateText.name(run, finding));
    String element =
        switch (finding.verdict()) {
          case PASS -> "";
          case REGRESSION -> "failure";
          case INCONCLUSIVE -> "skipped";
          case INVALID -> "error";
        };
    if (!element.isEmpty()) {
      xml.writeEmptyElement(element);
      xml.writeAttribute("message", PlainText.of(finding.why()));
    }
    xml.writeEndElement();
  }

  private static String count(GateRun run, Verdict verdict) {
    return String.valueOf(run.cells().stream().filter(f -> f.verdict() == verdict).count());
  }

  private static String seconds(GateRun run) {
    Instant ended = run.endedAt();
    double seconds =
        ended == null ? 0 : Duration.between(run.startedAt(), ended).toMillis() / 1000.0;
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /**
   * As Bencher Metric Format: of each cell the candidate's median over the pairs, with the smallest
   * and the largest; in nanoseconds, bytes, or operations per second.
   */
  public static Map<String, Map<String, Map<String, Double>>> bencher(GateRun run) {
    Map<String, Map<String, Map<String, Double>>> benchmarks = new LinkedHashMap<>();
    for (CellFinding finding : run.cells()) {
      if (!finding.pairs().isEmpty()) {
        String measure =
            switch (finding.cell().metric()) {
              case P50 -> "latency-p50";
              case P99 -> "latency-p99";
              case CPU -> "cpu-per-delivery";
              case BYTES -> "bytes-per-delivery";
              case SCORE -> finding.inverted() ? "throughput" : "latency";
            };
        benchmarks
            .computeIfAbsent(finding.cell().subject(), subject -> new LinkedHashMap<>())
            .put(measure, ofCandidate(finding));
      }
    }
    return benchmarks;
  }

  private static Map<String, Double> ofCandidate(CellFinding finding) {
    double factor =
        finding.cell().metric() == GateMetric.SCORE ? ScoreUnit.factor(finding.unit()) : 1;
    double[] values =
        finding.pairs().stream()
            .mapToDouble(Pair::candidate)
            .map(x -> x * factor)
            .sorted()
            .toArray();
    int n = values.length;
    Map<String, Double> spread = new LinkedHashMap<>();
    spread.put("value", (values[(n - 1) / 2] + values[n / 2]) / 2);
    spread.put("lower_value", values[0]);
    spread.put("upper_value", values[n - 1]);
    return spread;
  }
}
