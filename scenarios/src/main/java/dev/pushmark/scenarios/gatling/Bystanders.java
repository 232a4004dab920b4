package dev.pushmark.scenarios.gatling;

import dev.pushmark.scenarios.recording.Onlooker;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What subscribers see whose connections no fault strikes, all together. Thread safe. */
final class Bystanders implements Onlooker {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram latencyNs = new ConcurrentHistogram(SIGNIFICANT_DIGITS);

  @Override
  public void delivered(int publisher, int sequence, long intendedSendTimeNs, long receiveTimeNs) {
    latencyNs.recordValue(receiveTimeNs - intendedSendTimeNs);
  }

  /** Their delivery latencies; once their event loops are done. */
  Histogram latencyNs() {
    Histogram all = new Histogram(SIGNIFICANT_DIGITS);
    all.add(latencyNs);
    return all;
  }
}
