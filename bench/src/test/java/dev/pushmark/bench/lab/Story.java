package dev.pushmark.bench.lab;

import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.scenarios.gatling.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/** Writes down what a listener is told. */
final class Story implements LabListener {
  final List<String> told = new ArrayList<>();
  final CountDownLatch measuring = new CountDownLatch(1);

  @Override
  public synchronized void runBegins(Plan plan, List<String> notes) {
    told.add("run begins");
    notes.forEach(note -> told.add("note: " + note));
  }

  @Override
  public synchronized void roundBegins(int block, int attempt, String transport) {
    told.add("begins " + block + "." + attempt + " " + transport);
  }

  @Override
  public synchronized void progress(Progress progress) {
    if (progress.phase() == Progress.Phase.MEASUREMENT) {
      measuring.countDown();
    }
  }

  @Override
  public synchronized void roundEnds(Round round, Map<Metric, List<Histogram>> histograms) {
    told.add("ends " + round.outcome());
  }

  @Override
  public synchronized void roundsAreRepeated(int block, int attempt, List<String> transports) {
    told.add("again " + block + "." + attempt + " " + transports);
  }
}
