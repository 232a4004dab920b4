package dev.pushmark.results.store;

import dev.pushmark.results.model.Metric;
import java.nio.BufferUnderflowException;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Takes one log apart, interval by interval. Our own because HdrHistogram's reader keeps going
 * after a line that it cannot read.
 */
final class HistogramLogParser {
  private static final String TAG = "Tag=";
  private static final int CELLS = 5; // tag, start, length, max, histogram

  /** Takes the lines, each of which has been seen to decode. */
  interface Collector {
    void add(String roundId, Metric metric, LoggedIntervals.Line line, Histogram decoded);
  }

  private final String name;
  private final Collector collector;

  HistogramLogParser(String name, Collector collector) {
    this.name = name;
    this.collector = collector;
  }

  /** Hands on every line of a log that has its end. */
  void parse(String text) throws UnreadableException {
    int number = 0;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      number++;
      boolean headline = line.isBlank() || line.startsWith("#") || line.startsWith("\"Start");
      if (!headline) {
        try {
          add(line);
        } catch (DataFormatException
            | IllegalArgumentException
            | IndexOutOfBoundsException
            | BufferUnderflowException e) {
          throw new UnreadableException(
              name + ": line " + number + " is no histogram: " + e.getMessage(), e);
        }
      }
    }
  }

  private void add(String line) throws DataFormatException {
    String[] cells = line.split(",", -1);
    if (cells.length != CELLS || !cells[0].startsWith(TAG)) {
      throw new IllegalArgumentException("a line must be Tag=ROUND.METRIC,START,LENGTH,MAX,DATA");
    }
    int dot = cells[0].lastIndexOf('.');
    if (dot <= TAG.length()) {
      throw new IllegalArgumentException("a tag must be ROUND.METRIC, was " + cells[0]);
    }
    Metric metric = metric(cells[0].substring(dot + 1));
    double start = Double.parseDouble(cells[1]);
    double length = Double.parseDouble(cells[2]);
    LoggedIntervals.Line interval =
        new LoggedIntervals.Line(
            Math.round(start * 1e3), Math.round((start + length) * 1e3), cells[4]);
    Histogram decoded = interval.decode(); // so that damage is told now, and not at the first use
    collector.add(cells[0].substring(TAG.length(), dot), metric, interval, decoded);
  }

  private static Metric metric(String text) {
    for (Metric metric : Metric.values()) {
      if (metric.text().equals(text)) {
        return metric;
      }
    }
    throw new IllegalArgumentException("unknown metric " + text);
  }
}
