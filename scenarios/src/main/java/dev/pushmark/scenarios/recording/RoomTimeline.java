package dev.pushmark.scenarios.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All events of a room in the order in which they are due: what "the newest event" means.
 * Immutable; a room that gets another publisher gets another timeline.
 */
final class RoomTimeline {
  static final RoomTimeline EMPTY = new RoomTimeline(List.of());

  private final List<EventStream> streams;
  private final long[] intendedNs;
  private final int[][] place;

  RoomTimeline(List<EventStream> streams) {
    this.streams = List.copyOf(streams);
    record Event(int stream, int sequence, long timeNs) {}
    List<Event> events = new ArrayList<>();
    place = new int[streams.size()][];
    for (EventStream stream : streams) {
      place[stream.indexInRoom()] = new int[stream.size()];
      for (int i = 0; i < stream.size(); i++) {
        events.add(new Event(stream.indexInRoom(), i, stream.intendedSendTimeNs(i)));
      }
    }
    events.sort(Comparator.comparingLong(Event::timeNs));
    intendedNs = events.stream().mapToLong(Event::timeNs).toArray();
    for (int i = 0; i < events.size(); i++) {
      place[events.get(i).stream()][events.get(i).sequence()] = i;
    }
  }

  List<EventStream> streams() {
    return streams;
  }

  int size() {
    return intendedNs.length;
  }

  long intendedSendTimeNs(int placeInRoom) {
    return intendedNs[placeInRoom];
  }

  int placeOf(EventStream stream, int sequence) {
    return place[stream.indexInRoom()][sequence];
  }

  /** Place of the first event due at or after a time. */
  int firstAtOrAfter(long timeNs) {
    int i = 0;
    while (i < intendedNs.length && intendedNs[i] < timeNs) {
      i++;
    }
    return i;
  }
}
