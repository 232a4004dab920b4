package dev.pushmark.scenarios.recording;

import java.util.ArrayList;
import java.util.List;

/** The publishers of a room, as its subscribers need to know them. Thread safe. */
final class RoomRecord {
  private volatile RoomTimeline timeline = RoomTimeline.EMPTY;

  RoomTimeline timeline() {
    return timeline;
  }

  /** Adds a stream whose {@code indexInRoom} is the number of streams so far. */
  synchronized void add(EventStream stream) {
    List<EventStream> streams = new ArrayList<>(timeline.streams());
    streams.add(stream);
    timeline = new RoomTimeline(streams);
  }
}
