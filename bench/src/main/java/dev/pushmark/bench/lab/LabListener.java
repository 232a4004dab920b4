package dev.pushmark.bench.lab;

import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.scenarios.gatling.Progress;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Is told how a run goes on. Calls come from several threads, one after the other. */
public interface LabListener {
  /** The run begins; {@code notes} say what a reader should know about how it is run. */
  void runBegins(Plan plan, List<String> notes);

  /** A round's processes are being started. */
  void roundBegins(int block, int attempt, String transport);

  /** The injector has told how far it is. */
  void progress(Progress progress);

  /** A round was judged and is on the disk. */
  void roundEnds(Round round, Map<Metric, List<Histogram>> histograms);

  /** Load from outside spoilt a block's rounds of these: they are measured again, in this order. */
  void roundsAreRepeated(int block, int attempt, List<String> transports);
}
