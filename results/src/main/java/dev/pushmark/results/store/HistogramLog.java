package dev.pushmark.results.store;

import dev.pushmark.results.model.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Histograms in HdrHistogram's own log format, so that its tools read them too. Each line is one
 * interval of one metric of one round, tagged {@code ROUNDID.METRIC}; values are nanoseconds.
 */
public final class HistogramLog {
  /** The log's max column is in nanoseconds too. */
  private static final double MAX_VALUE_UNIT_RATIO = 1.0;

  private static final int DIGITS = 3;

  private HistogramLog() {}

  /**
   * Appends the histograms of a round; durable when it returns.
   *
   * @param roundId made of {@code A-Z a-z 0-9 _ . = -}
   * @param histograms per metric, its intervals in order; start and end times are kept, and written
   *     as zero where they were never set
   */
  public static void append(Path file, String roundId, Map<Metric, List<Histogram>> histograms)
      throws IOException {
    if (!roundId.matches("[A-Za-z0-9_.=-]+")) {
      throw new IllegalArgumentException(
          "a round's id must be made of A-Z a-z 0-9 _ . = -, was " + roundId);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HistogramLogWriter log = new HistogramLogWriter(bytes);
    if (!Files.exists(file) || Files.size(file) == 0) {
      log.outputComment("[Pushmark; tags are ROUND.METRIC; all values in nanoseconds]");
      log.outputLogFormatVersion();
      log.outputBaseTime(0);
      log.outputLegend();
    }
    for (Metric metric : Metric.values()) {
      for (Histogram histogram : histograms.getOrDefault(metric, List.of())) {
        write(log, roundId + "." + metric.text(), histogram);
      }
    }
    log.close();
    Durable.append(file, bytes.toByteArray());
  }

  private static void write(HistogramLogWriter log, String tag, Histogram histogram) {
    boolean timed = histogram.getStartTimeStamp() != Long.MAX_VALUE;
    double startSeconds = timed ? histogram.getStartTimeStamp() / 1e3 : 0;
    double endSeconds = timed ? histogram.getEndTimeStamp() / 1e3 : 0;
    Histogram tagged = histogram.copy(); // the caller's keeps its own tag
    tagged.setTag(tag);
    log.outputIntervalHistogram(startSeconds, endSeconds, tagged, MAX_VALUE_UNIT_RATIO);
  }

  /**
   * Reads a log: round → metric → intervals in order. A last line without an end, as a killed run
   * leaves it, is left out. Intervals are decoded whenever they are asked for, so that even a long
   * run takes little memory.
   */
  public static Map<String, Map<Metric, List<Histogram>>> read(Path file) throws IOException {
    Map<String, Map<Metric, List<Histogram>>> rounds = new LinkedHashMap<>();
    new HistogramLogParser(
            file.toString(),
            (round, metric, line, decoded) ->
                ((LoggedIntervals)
                        rounds
                            .computeIfAbsent(round, id -> new EnumMap<>(Metric.class))
                            .computeIfAbsent(metric, m -> new LoggedIntervals()))
                    .add(line))
        .parse(Files.readString(file));
    return rounds;
  }

  /**
   * Reads a log for the distributions of whole rounds: round → metric → one histogram, the sum of
   * its intervals. Each interval is decoded once; those of other metrics are looked at, for damage,
   * and left out.
   */
  public static Map<String, Map<Metric, List<Histogram>>> readMerged(Path file, Set<Metric> metrics)
      throws IOException {
    Map<String, Map<Metric, List<Histogram>>> rounds = new LinkedHashMap<>();
    new HistogramLogParser(
            file.toString(),
            (round, metric, line, decoded) -> {
              Map<Metric, List<Histogram>> ofRound =
                  rounds.computeIfAbsent(round, id -> new EnumMap<>(Metric.class));
              if (metrics.contains(metric)) {
                ofRound
                    .computeIfAbsent(metric, m -> List.of(new Histogram(DIGITS)))
                    .get(0)
                    .add(decoded);
              }
            })
        .parse(Files.readString(file));
    return rounds;
  }
}
