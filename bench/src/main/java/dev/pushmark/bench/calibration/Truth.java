package dev.pushmark.bench.calibration;

import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What became of a script's events: each one's latency from its intended send time to the time at
 * which the server first wrote it, whatever the plan was.
 */
final class Truth {
  private final Script script;
  private final long[] latenciesNs;
  private final int negative;
  private final int unwritten;
  private final int writes;

  private Truth(Script script, long[] sortedLatenciesNs, int negative, int unwritten, int writes) {
    this.script = script;
    this.latenciesNs = sortedLatenciesNs;
    this.negative = negative;
    this.unwritten = unwritten;
    this.writes = writes;
  }

  /** Joins a script that has been played with the server's writes to its only subscriber. */
  static Truth of(Script script, RoomWrites written) {
    long[] firstNs = new long[script.events()];
    Arrays.fill(firstNs, RoomWrites.NEVER);
    boolean[] wentOut = new boolean[script.events()];
    for (int place = 0; place < script.size(); place++) {
      int sequence = script.sequence(place);
      wentOut[sequence] = true;
      firstNs[sequence] = Math.min(firstNs[sequence], written.firstNs(place + 1));
    }
    long[] latenciesNs = new long[script.events()];
    int size = 0;
    int negative = 0;
    int unwritten = 0;
    for (int i = 0; i < script.events(); i++) {
      if (firstNs[i] == RoomWrites.NEVER) {
        unwritten += wentOut[i] ? 1 : 0;
      } else if (firstNs[i] < script.intendedNs(i)) {
        negative++;
      } else {
        latenciesNs[size++] = firstNs[i] - script.intendedNs(i);
      }
    }
    long[] sorted = Arrays.copyOf(latenciesNs, size);
    Arrays.sort(sorted);
    return new Truth(script, sorted, negative, unwritten, written.batches());
  }

  /** Latencies that are known and not negative. */
  int size() {
    return latenciesNs.length;
  }

  /** Batches that the server wrote. */
  int writes() {
    return writes;
  }

  /**
   * The smallest latency that so many per cent of all do not exceed, exactly.
   *
   * @param percent above 0, up to 100
   */
  long percentileNs(double percent) {
    int rank = (int) Math.ceil(Math.nextDown(percent) * latenciesNs.length / 100);
    return latenciesNs[Math.max(1, Math.min(rank, latenciesNs.length)) - 1];
  }

  /** What was counted beside what should have been. */
  List<Counted> counted(Counts reported, long recorded) {
    long arrived = (long) script.events() - script.lost() - unwritten;
    List<Counted> counted = new ArrayList<>();
    counted.add(new Counted("delivered", arrived, reported.delivered()));
    // What never went out is lost in silence; what the server did not write it must have told.
    counted.add(new Counted("lost", script.lost(), reported.lost()));
    counted.add(new Counted("skipped", unwritten, reported.skipped()));
    counted.add(new Counted("duplicated", script.duplicated(), reported.duplicated()));
    counted.add(new Counted("reordered", script.reordered(), reported.reordered()));
    counted.add(new Counted("negative", negative, reported.negative()));
    counted.add(new Counted("recorded", latenciesNs.length, recorded));
    counted.add(new Counted("damaged", 0, reported.damaged()));
    return counted;
  }
}
