package dev.pushmark.scenarios.recording;

import dev.pushmark.results.model.SamplePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps when one subscriber received what was due in the first seconds of the measurement. Used on
 * its event loop only, and by another thread once that is done with it.
 */
final class FirstSeconds implements Onlooker {
  private static final long SPAN_NS = TimeUnit.SECONDS.toNanos(5);
  private static final int MOST_EVENTS = 128;

  private final Supplier<Window> measured;
  private final Map<Long, Long> receivedNs = new HashMap<>();

  private record Event(long dueNs, long receivedNs) {}

  /** The window must be final when the first delivery is shown. */
  FirstSeconds(Supplier<Window> measured) {
    this.measured = measured;
  }

  @Override
  public void delivered(int publisher, int sequence, long intendedSendTimeNs, long receiveTimeNs) {
    if (intendedSendTimeNs - measured.get().startNs() < SPAN_NS) {
      receivedNs.put(key(publisher, sequence), receiveTimeNs);
    }
  }

  private static long key(int publisher, int sequence) {
    return (long) publisher << Integer.SIZE | sequence;
  }

  /** The first seconds of the measurement, or less where many events were due in the room. */
  SamplePath path(RoomTimeline timeline) {
    Window window = measured.get();
    long startNs = window.startNs();
    long endNs = Math.min(window.endNs(), startNs + SPAN_NS);
    List<Event> events = new ArrayList<>();
    for (EventStream stream : timeline.streams()) {
      for (int i = stream.firstDueAtOrAfter(startNs); i < stream.size(); i++) {
        long dueNs = stream.intendedSendTimeNs(i);
        if (dueNs >= endNs) {
          break;
        }
        Long received = receivedNs.get(key(stream.publisher(), i));
        events.add(
            new Event(dueNs - startNs, received == null ? SamplePath.NEVER : received - startNs));
      }
    }
    events.sort(Comparator.comparingLong(Event::dueNs));
    boolean cut = events.size() > MOST_EVENTS;
    List<Event> kept = cut ? events.subList(0, MOST_EVENTS) : events;
    return new SamplePath(
        cut ? kept.get(kept.size() - 1).dueNs() : endNs - startNs,
        kept.stream().map(Event::dueNs).toList(),
        kept.stream().map(Event::receivedNs).toList());
  }
}
