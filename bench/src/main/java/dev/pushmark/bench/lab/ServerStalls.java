package dev.pushmark.bench.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pushmark.results.model.Injection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** When a server of ours stood still, as it wrote it down; its clock is this machine's. */
final class ServerStalls {
  private ServerStalls() {}

  /**
   * The intervals that lie in the measurement, each for the greater part.
   *
   * @param log in HdrHistogram's format; there are no intervals if there is no such file
   */
  static List<Histogram> read(Path log, Injection injection) throws IOException {
    List<Histogram> stalls = new ArrayList<>();
    if (!Files.exists(log)) {
      return stalls;
    }
    long fromMs = injection.measurementStart().toEpochMilli();
    long toMs = fromMs + TimeUnit.NANOSECONDS.toMillis(injection.measurementNs());
    String text = Files.readString(log);
    String lines =
        text.substring(0, text.lastIndexOf('\n') + 1); // a killed server writes half a one
    try (HistogramLogReader reader =
        new HistogramLogReader(new ByteArrayInputStream(lines.getBytes(US_ASCII)))) {
      while (reader.hasNext()) {
        EncodableHistogram interval = reader.nextIntervalHistogram();
        long middleMs =
            interval == null ? 0 : (interval.getStartTimeStamp() + interval.getEndTimeStamp()) / 2;
        if (interval instanceof Histogram stalled && middleMs >= fromMs && middleMs < toMs) {
          stalls.add(stalled);
        }
      }
    }
    return stalls;
  }
}
