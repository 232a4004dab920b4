package dev.pushmark.results.store;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Intervals as they stand in a log. Each is decoded anew whenever it is asked for: a run holds
 * thousands of them, which take a few KB each as logged but 270 KB decoded.
 */
final class LoggedIntervals extends AbstractList<Histogram> {
  /**
   * One line of a log.
   *
   * @param data compressed, in Base64
   */
  record Line(long startMs, long endMs, String data) {
    Histogram decode() throws DataFormatException {
      ByteBuffer compressed = ByteBuffer.wrap(Base64.getDecoder().decode(data));
      Histogram histogram = Histogram.decodeFromCompressedByteBuffer(compressed, 0);
      histogram.setStartTimeStamp(startMs);
      histogram.setEndTimeStamp(endMs);
      return histogram;
    }
  }

  private final List<Line> lines = new ArrayList<>();

  /** Adds a line, which must have been seen to decode. */
  void add(Line line) {
    lines.add(line);
  }

  @Override
  public Histogram get(int index) {
    try {
      return lines.get(index).decode();
    } catch (DataFormatException e) {
      throw new IllegalStateException("a line decoded once decodes again", e);
    }
  }

  @Override
  public int size() {
    return lines.size();
  }
}
