package dev.pushmark.bench.calibration;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** When the server wrote the events of one room to its only subscriber. */
final class RoomWrites {
  /** The time of what was not written: later than any other. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int FIELDS = 4;

  private long[] firstNs = new long[0];
  private int batches;

  /** Nothing has been written. */
  static RoomWrites none() {
    return new RoomWrites();
  }

  /**
   * Reads the file of {@code serve --write-log}, by room.
   *
   * @throws IOException if it cannot be read, or has a line that is none of such a log
   */
  static Map<String, RoomWrites> read(Path file) throws IOException {
    Map<String, RoomWrites> rooms = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
          throw new IOException(file + ": not a line of a write log: " + line);
        }
        rooms
            .computeIfAbsent(fields[0], name -> none())
            .add(
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[2]),
                Long.parseLong(fields[3]));
      }
    }
    return rooms;
  }

  /** A batch was written. */
  void add(int firstOffset, int lastOffset, long timeNs) {
    batches++;
    if (lastOffset >= firstNs.length) {
      int size = firstNs.length;
      firstNs = Arrays.copyOf(firstNs, Math.max(lastOffset + 1, 2 * size));
      Arrays.fill(firstNs, size, firstNs.length, NEVER);
    }
    for (int offset = firstOffset; offset <= lastOffset; offset++) {
      firstNs[offset] = Math.min(firstNs[offset], timeNs);
    }
  }

  /** When an event was first written; {@link #NEVER} if it was not. */
  long firstNs(int offset) {
    return offset < firstNs.length ? firstNs[offset] : NEVER;
  }

  /** How often something was written. */
  int batches() {
    return batches;
  }
}
