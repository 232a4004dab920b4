package dev.pushmark.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramLogTest {
  private static final long STARTED_AT_MS = 1_790_000_000_123L;

  @TempDir Path folder;

  private static Histogram histogram(long startMs, long... valuesNs) {
    Histogram histogram = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    Arrays.stream(valuesNs).forEach(histogram::recordValue);
    histogram.setStartTimeStamp(startMs);
    histogram.setEndTimeStamp(startMs + 1000);
    return histogram;
  }

  private static List<Histogram> one(
      Map<String, Map<Metric, List<Histogram>>> read, Metric metric) {
    return read.getOrDefault("b01a1.sse", Map.of()).getOrDefault(metric, List.of());
  }

  private static final Map<Metric, List<Histogram>> FIRST =
      Map.of(
          Metric.DELIVERY_LATENCY,
          List.of(
              histogram(STARTED_AT_MS, 1, 20_000, 20_000, 3_599_000_000_000L),
              histogram(STARTED_AT_MS + 1000),
              histogram(STARTED_AT_MS + 2000, 5_000_000)),
          Metric.SPREAD,
          List.of(histogram(STARTED_AT_MS, 7_000)));
  private static final Map<Metric, List<Histogram>> SECOND =
      Map.of(Metric.SEND_DELAY, List.of(histogram(STARTED_AT_MS + 5000, 42_000)));

  @Test
  void everyIntervalComesBackWithItsValuesAndTimes() throws IOException {
    Path log = folder.resolve("rounds.hlog");
    HistogramLog.append(log, "b01a1.sse", FIRST);
    HistogramLog.append(log, "b01a1.long-polling", SECOND);

    Map<String, Map<Metric, List<Histogram>>> read = HistogramLog.read(log);

    assertThat(read)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("b01a1.sse", FIRST, "b01a1.long-polling", SECOND));
    List<Histogram> intervals = one(read, Metric.DELIVERY_LATENCY);
    assertThat(intervals)
        .extracting(Histogram::getStartTimeStamp, Histogram::getEndTimeStamp)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(STARTED_AT_MS, STARTED_AT_MS + 1000),
            org.assertj.core.groups.Tuple.tuple(STARTED_AT_MS + 1000, STARTED_AT_MS + 2000),
            org.assertj.core.groups.Tuple.tuple(STARTED_AT_MS + 2000, STARTED_AT_MS + 3000));
    Histogram merged = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    intervals.forEach(merged::add);
    assertThat(merged.getTotalCount()).isEqualTo(5);
    assertThat(merged.getValueAtPercentile(50)).isEqualTo(merged.highestEquivalentValue(20_000));
    assertThat(merged.getMaxValue()).isEqualTo(merged.highestEquivalentValue(3_599_000_000_000L));
  }

  @Test
  void hdrHistogramsOwnReaderReadsIt() throws IOException {
    Path log = folder.resolve("rounds.hlog");
    HistogramLog.append(log, "b01a1.sse", FIRST);

    try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
      Histogram first = (Histogram) reader.nextIntervalHistogram();

      assertThat(first.getTag()).isEqualTo("b01a1.sse.deliveryLatency");
      assertThat(first.getStartTimeStamp()).isEqualTo(STARTED_AT_MS);
      assertThat(first.getTotalCount()).isEqualTo(4);
    }
    assertThat(Files.readString(log)).contains("nanoseconds").contains(",3599");
  }

  @Test
  void anUntimedHistogramIsWrittenAtZeroAndNotAtTheEndOfTime() throws IOException {
    Path log = folder.resolve("rounds.hlog");
    Histogram untimed = new Histogram(TimeUnit.HOURS.toNanos(1), 3);

    HistogramLog.append(log, "b01a1.sse", Map.of(Metric.SPREAD, List.of(untimed)));

    Histogram read = one(HistogramLog.read(log), Metric.SPREAD).get(0);
    assertThat(read.getStartTimeStamp()).isZero();
    assertThat(read.getEndTimeStamp()).isZero();
    assertThat(untimed.getTag()).isNull();
  }

  @Test
  void aLogTornAtAnyByteGivesItsWholeLines() throws IOException {
    Path log = folder.resolve("rounds.hlog");
    HistogramLog.append(log, "b01a1.sse", FIRST);
    HistogramLog.append(log, "b01a1.long-polling", SECOND);
    byte[] whole = Files.readAllBytes(log);
    Path torn = folder.resolve("torn.hlog");

    for (int length = 0; length <= whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      Files.write(torn, part);
      String text = new String(part, StandardCharsets.ISO_8859_1);
      long lines =
          text.substring(0, text.lastIndexOf('\n') + 1)
              .lines()
              .filter(line -> line.startsWith("Tag="))
              .count();

      long intervals =
          HistogramLog.read(torn).values().stream()
              .flatMap(metrics -> metrics.values().stream())
              .mapToLong(List::size)
              .sum();

      assertThat(intervals).as("cut after %d bytes", length).isEqualTo(lines);
    }
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsNoLog() throws IOException {
    Path log = folder.resolve("rounds.hlog");
    for (String text :
        Stream.of(
                "Tag=b01a1.sse.colour,0,1,1,HISTFAAAAAF42pNpmSzMwMDAxAABzFCaEUoz2X+AMIKZAEARAtM=",
                "0.0,1,1,HISTFAAAAAF42pNpmSzMwMDAxAABzFCaEUoz2X+AMIKZAEARAtM=",
                "Tag=b01a1.sse.spread,0,1,1,HISTnonsense",
                "Tag=b01a1.sse.spread,0,1,1,HISTFAAAAAF4",
                "Tag=b01a1.sse.spread,hello",
                "once upon a time")
            .toList()) {
      Files.writeString(log, text + "\n");

      assertThatThrownBy(() -> HistogramLog.read(log))
          .as(text)
          .isInstanceOf(UnreadableException.class)
          .hasMessageStartingWith(log.toString());
    }
  }

  @Test
  void aLineCutShortAtAnyCharacterIsNoHistogram() throws IOException {
    Path log = folder.resolve("rounds.hlog");
    HistogramLog.append(log, "b01a1.sse", FIRST);
    List<String> lines = Files.readAllLines(log);
    String last = lines.get(lines.size() - 1);
    int checksum = 8; // the last characters are that of zlib, behind all of the histogram
    for (int length = 1; length < last.length() - checksum; length++) {
      Files.writeString(log, last.substring(0, length) + "\n");
      assertThatThrownBy(() -> HistogramLog.read(log))
          .as("cut after %d characters", length)
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("line 1 is no histogram");
    }
  }

  @Test
  void refusesARoundIdThatTheLogCannotHold() {
    assertThatThrownBy(() -> HistogramLog.append(folder.resolve("x.hlog"), "a,b", FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a,b");
  }
}
