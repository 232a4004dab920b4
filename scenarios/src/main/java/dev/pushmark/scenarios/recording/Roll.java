package dev.pushmark.scenarios.recording;

import java.util.List;

/**
 * What was published into some rooms, for whoever counts what came to a client of another process
 * ({@link Replay}). All times are on the injector's clock.
 *
 * @param startNs start of the measurement, inclusive
 * @param endNs end of the measurement, exclusive
 * @param streams one for each publisher of these rooms
 */
public record Roll(long startNs, long endNs, List<Stream> streams) {
  public Roll {
    streams = List.copyOf(streams);
  }

  /**
   * The events of one publisher.
   *
   * @param room its room
   * @param publisher its number, which stands in its stamps
   * @param startNs what the due times are counted from
   * @param dueNs when each event is due
   * @param published how many were handed to a connection
   */
  public record Stream(String room, int publisher, long startNs, List<Long> dueNs, int published) {
    public Stream {
      dueNs = List.copyOf(dueNs);
    }
  }
}
