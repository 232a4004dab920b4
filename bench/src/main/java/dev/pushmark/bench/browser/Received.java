package dev.pushmark.bench.browser;

import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.Counts;
import dev.pushmark.scenarios.recording.Replay;
import dev.pushmark.scenarios.recording.Roll;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * All that came to the subscribers of a page.
 *
 * @param log what they wrote down
 * @param pageClock what their times mean
 * @param rooms of its seats, in order
 * @param subscribedNs when all had subscribed, on our clock
 * @param leftNs when they left
 */
record Received(
    PageLog log, PageClock pageClock, List<String> rooms, long subscribedNs, long leftNs) {
  Received {
    rooms = List.copyOf(rooms);
  }

  /** Counts it. */
  BrowserSaw beside(Roll roll) {
    Replay replay = new Replay(roll);
    replay.subscribed(rooms, subscribedNs);
    for (PageLog.Entry entry : log.entries()) {
      String room = rooms.get(entry.seat());
      long atNs = pageClock.oursNs(entry.pageMs());
      if (entry instanceof PageLog.Event event) {
        replay.received(room, event.stamp(), atNs);
      } else if (entry instanceof PageLog.Gap gap) {
        replay.gap(room, gap.missed(), atNs);
      }
    }
    Replay.Outcome outcome = replay.end(leftNs);
    Histogram latencies = outcome.latencies();
    return new BrowserSaw(figures(outcome.counts()), List.of(latencies));
  }

  private BrowserFigures figures(Counts counts) {
    return new BrowserFigures(
        rooms.size(),
        counts.expected(),
        counts.delivered(),
        counts.lost(),
        counts.skipped(),
        counts.duplicated(),
        counts.reordered(),
        counts.damaged(),
        counts.negative(),
        log.disconnected(),
        pageClock.stepNs(),
        pageClock.errorNs(),
        null);
  }
}
