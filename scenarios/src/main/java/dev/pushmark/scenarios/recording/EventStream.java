package dev.pushmark.scenarios.recording;

import java.util.Arrays;
import java.util.List;

/**
 * The events of one publisher: when each is due, which are measured, how many have been published.
 * Read by every subscriber; only {@link #published} changes, written by the publisher's event loop.
 */
public final class EventStream {
  private final int publisher;
  private final RoomRecord room;
  private final int indexInRoom;
  private final long startNs;
  private final long[] dueNs;
  private final int measuredFrom;
  private final int measuredTo;
  private final int eventBase;
  private volatile int published;

  EventStream(
      int publisher, RoomRecord room, long startNs, long[] dueNs, Window window, int eventBase) {
    this.publisher = publisher;
    this.room = room;
    this.indexInRoom = room.timeline().streams().size();
    this.startNs = startNs;
    this.dueNs = dueNs;
    this.measuredFrom = firstDueAtOrAfter(window.startNs());
    this.measuredTo = firstDueAtOrAfter(window.endNs());
    this.eventBase = eventBase;
  }

  /** Number of the publisher in this injector; stands in its stamps. */
  public int publisher() {
    return publisher;
  }

  /** Number of events in the schedule. */
  public int size() {
    return dueNs.length;
  }

  /** When an event is to be sent, on the injector's clock. */
  public long intendedSendTimeNs(int sequence) {
    return startNs + dueNs[sequence];
  }

  /** Says that all events below this number have been handed to the connection. */
  public void published(int count) {
    published = count;
  }

  long startNs() {
    return startNs;
  }

  /** When each event is due, from the start on. */
  List<Long> dueNs() {
    return Arrays.stream(dueNs).boxed().toList();
  }

  /** How many events have been handed to the connection. */
  int published() {
    return published;
  }

  RoomRecord room() {
    return room;
  }

  int indexInRoom() {
    return indexInRoom;
  }

  int measured() {
    return measuredTo - measuredFrom;
  }

  int measuredAndPublished() {
    return Math.max(0, Math.min(measuredTo, published) - measuredFrom);
  }

  /** First number at or above the measurement's first that is due at or after a time. */
  int owedFrom(long timeNs) {
    return Math.max(measuredFrom, firstDueAtOrAfter(timeNs));
  }

  /** Behind the last published number of the measurement that is due before a time. */
  int owedTo(long timeNs) {
    return Math.min(Math.min(measuredTo, published), firstDueAtOrAfter(timeNs));
  }

  /** Place of a measured event in the recorder's tables. */
  int eventIndex(int sequence) {
    return eventBase + sequence - measuredFrom;
  }

  /** First number that is due at or after a time. */
  int firstDueAtOrAfter(long timeNs) {
    long relative = timeNs - startNs;
    int i = Arrays.binarySearch(dueNs, relative);
    if (i < 0) {
      return -i - 1;
    }
    while (i > 0 && dueNs[i - 1] == relative) {
      i--;
    }
    return i;
  }
}
