package dev.pushmark.results.store;

import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * A run's delivery latencies in files for HdrHistogram's own tools, two per transport: {@code
 * TRANSPORT.hgrm}, the percentile distribution of all valid rounds together, in microseconds, as
 * its plotter reads it; and {@code TRANSPORT.hlog}, a log of all the valid rounds' intervals in the
 * order of time, without tags, whose values are nanoseconds (its column of maxima, as usual,
 * milliseconds).
 */
public final class HistogramExport {
  private static final double NS_PER_US = 1e3;
  private static final int TICKS_PER_HALF_DISTANCE = 5;

  private HistogramExport() {}

  /**
   * Writes the files into a folder, which is made if need be, and returns their names.
   *
   * @throws FileAlreadyExistsException if one of them is there; none has been written then
   * @throws UnreadableException if the name of a transport is not fit for a file
   */
  public static List<String> write(StoredRun stored, Path folder) throws IOException {
    Summary summary = Summary.of(stored.run(), stored.rounds(), stored.histograms());
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (TransportFigures figures : summary.transports()) {
      if (figures.histogram(Metric.DELIVERY_LATENCY).getTotalCount() > 0) {
        files.put(named(figures, ".hgrm"), distribution(figures));
        files.put(named(figures, ".hlog"), log(figures));
      }
    }
    for (String name : files.keySet()) {
      if (Files.exists(folder.resolve(name))) {
        throw new FileAlreadyExistsException(folder.resolve(name).toString());
      }
    }
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Durable.replace(folder.resolve(file.getKey()), file.getValue());
    }
    return List.copyOf(files.keySet());
  }

  private static String named(TransportFigures figures, String ending) throws UnreadableException {
    String transport = figures.transport();
    if (!transport.matches("[A-Za-z0-9_.=-]+")) {
      throw new UnreadableException(
          "a transport's name must be made of A-Z a-z 0-9 _ . = -, was " + transport);
    }
    return transport + ending;
  }

  private static byte[] distribution(TransportFigures figures) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream text = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    figures
        .histogram(Metric.DELIVERY_LATENCY)
        .outputPercentileDistribution(text, TICKS_PER_HALF_DISTANCE, NS_PER_US);
    text.flush();
    return bytes.toByteArray();
  }

  private static byte[] log(TransportFigures figures) {
    List<Histogram> intervals = new ArrayList<>();
    for (RoundFigures round : figures.validRounds()) {
      intervals.addAll(round.intervals(Metric.DELIVERY_LATENCY));
    }
    intervals.sort(Comparator.comparingLong(HistogramExport::startMs));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HistogramLogWriter log = new HistogramLogWriter(bytes);
    log.outputComment("[Pushmark; deliveryLatency over " + figures.transport() + "; nanoseconds]");
    log.outputLogFormatVersion();
    log.outputBaseTime(0);
    log.outputStartTime(startMs(intervals.get(0)));
    log.outputLegend();
    for (Histogram interval : intervals) {
      log.outputIntervalHistogram(startMs(interval) / 1e3, endMs(interval) / 1e3, interval);
    }
    log.close();
    return bytes.toByteArray();
  }

  /** Milliseconds since 1970; 0 where none was set, as {@link HistogramLog} writes it. */
  private static long startMs(Histogram interval) {
    return interval.getStartTimeStamp() == Long.MAX_VALUE ? 0 : interval.getStartTimeStamp();
  }

  private static long endMs(Histogram interval) {
    return interval.getStartTimeStamp() == Long.MAX_VALUE ? 0 : interval.getEndTimeStamp();
  }
}
