package dev.pushmark.server.wire;

import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Clock;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each batch was handed over to be written, for whoever checks a measuring client against it.
 * Kept in memory until the end, so that no file is waited for while events are delivered. Thread
 * safe.
 */
public final class WriteLog implements WriteListener {
  private final Path file;
  private final Clock clock;
  private final Map<String, Writes> rooms = new ConcurrentHashMap<>();

  private static final class Writes {
    private static final int FIELDS = 3;

    private long[] fields = new long[64 * FIELDS];
    private int used;

    synchronized void add(long first, long last, long timeNs) {
      if (used == fields.length) {
        fields = Arrays.copyOf(fields, 2 * used);
      }
      fields[used] = first;
      fields[used + 1] = last;
      fields[used + 2] = timeNs;
      used += FIELDS;
    }

    synchronized void print(String room, Writer out) throws IOException {
      for (int i = 0; i < used; i += FIELDS) {
        out.write(room + "\t" + fields[i] + "\t" + fields[i + 1] + "\t" + fields[i + 2] + "\n");
      }
    }
  }

  /** A log that will be written to a file. */
  public WriteLog(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public void writing(String room, Batch batch) {
    if (!batch.events().isEmpty()) {
      rooms
          .computeIfAbsent(room, name -> new Writes())
          .add(batch.first(), batch.next(), clock.nanoTime());
    }
  }

  /**
   * Writes the file: a line per batch and subscriber, with the room's name, the offsets of the
   * first and last event and the time in nanoseconds ({@link Clock#nanoTime}), apart by tabs; each
   * room's lines are in order.
   */
  public void save() throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, Writes> room : rooms.entrySet()) {
        room.getValue().print(room.getKey(), out);
      }
    }
  }
}
