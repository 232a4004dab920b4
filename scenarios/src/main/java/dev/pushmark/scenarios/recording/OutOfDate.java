package dev.pushmark.scenarios.recording;

/**
 * One subscriber's time out of date: at each instant, the time since the first event was due that
 * is newer than the newest one held. Integrated exactly: while event {@code s} is the first one
 * missing, the age grows linearly from 0 at its intended send time. Not thread safe.
 */
final class OutOfDate {
  private final long startNs;
  private final long endNs;
  private final long sinceNs;
  private RoomTimeline timeline;
  private int firstMissing;
  private long accountedUntilNs;

  private double integralNs2;
  private long staleNs;
  private long peakNs;

  /** Accounts for the window from {@code sinceNs} on; what was due before counts as held. */
  OutOfDate(Window window, RoomTimeline timeline, long sinceNs) {
    this.startNs = Math.max(window.startNs(), sinceNs);
    this.endNs = window.endNs();
    this.sinceNs = sinceNs;
    this.timeline = timeline;
    this.accountedUntilNs = startNs;
    this.firstMissing = timeline.firstAtOrAfter(sinceNs);
  }

  /** The room got another publisher, whose events are all still to come. */
  void timelineChanged(RoomTimeline changed) {
    long heldBefore =
        firstMissing > 0 ? timeline.intendedSendTimeNs(firstMissing - 1) + 1 : sinceNs;
    timeline = changed;
    firstMissing = changed.firstAtOrAfter(heldBefore);
  }

  /** The event at this place of the timeline is held from now on. */
  void arrived(int place, long receiveTimeNs) {
    if (place >= firstMissing) {
      accountUntil(receiveTimeNs);
      firstMissing = place + 1;
    }
  }

  /** Accounts for the time up to now; for the end of the window. */
  void accountUntil(long nowNs) {
    if (firstMissing < timeline.size()) {
      long missingSince = timeline.intendedSendTimeNs(firstMissing);
      long from = Math.max(missingSince, accountedUntilNs);
      long to = Math.min(nowNs, endNs);
      if (to > from) {
        double ageAtStart = from - missingSince;
        double ageAtEnd = to - missingSince;
        integralNs2 += (ageAtEnd * ageAtEnd - ageAtStart * ageAtStart) / 2;
        staleNs += to - from;
        peakNs = Math.max(peakNs, to - missingSince);
      }
    }
    accountedUntilNs = Math.max(accountedUntilNs, nowNs);
  }

  /** Time accounted for so far, out of date or not. */
  long observedNs() {
    return Math.max(0, Math.min(accountedUntilNs, endNs) - startNs);
  }

  /** Area under the age curve so far, in ns². */
  double integralNs2() {
    return integralNs2;
  }

  /** Time spent out of date so far. */
  long staleNs() {
    return staleNs;
  }

  /** Highest age so far. */
  long peakNs() {
    return peakNs;
  }
}
