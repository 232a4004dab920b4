package dev.pushmark.scenarios.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * The gaps that one subscriber has been told of. A gap accounts for as many missing events as it
 * named, of whatever publishers, and for none that was due after the event that closed it: what is
 * missing beyond that was lost in silence. Not thread safe.
 */
final class Gaps {
  /** What no gap accounts for. */
  static final long NOT_TOLD = Long.MIN_VALUE;

  /** The time at which a gap closes that nothing has followed. */
  static final long STILL_OPEN = Long.MAX_VALUE;

  private static final long ANY_NUMBER = Long.MAX_VALUE;

  private final List<Gap> closed = new ArrayList<>();
  private long open;

  private static final class Gap {
    final long closedNs;
    long left;

    Gap(long closedNs, long left) {
      this.closedNs = closedNs;
      this.left = left;
    }
  }

  /**
   * Events between the last received and the next are missing.
   *
   * @param missed how many; negative if the server did not say
   */
  void opened(long missed) {
    open = missed < 0 || open == ANY_NUMBER ? ANY_NUMBER : open + missed;
  }

  /** The next event in order has arrived; returns whether a gap was open. */
  boolean closed(long nowNs) {
    if (open == 0) {
      return false;
    }
    closed.add(new Gap(nowNs, open));
    open = 0;
    return true;
  }

  /** Whether there is anything left to tell. */
  boolean isEmpty() {
    return open == 0 && closed.isEmpty();
  }

  /**
   * Accounts for a missing event; returns when its gap was closed, {@link #STILL_OPEN} or {@link
   * #NOT_TOLD}.
   *
   * @param intendedSendTimeNs when the event was due
   */
  long tell(long intendedSendTimeNs) {
    for (Gap gap : closed) {
      if (intendedSendTimeNs <= gap.closedNs) {
        if (gap.left != ANY_NUMBER && --gap.left == 0) {
          closed.remove(gap);
        }
        return gap.closedNs;
      }
    }
    if (open == 0) {
      return NOT_TOLD;
    }
    open -= open == ANY_NUMBER ? 0 : 1;
    return STILL_OPEN;
  }

  /** An event that a gap accounted for has arrived after all: the gap meant another one. */
  void takeBack(long closedNs) {
    if (closedNs == STILL_OPEN) {
      open += open == ANY_NUMBER ? 0 : 1;
      return;
    }
    int i = 0;
    while (i < closed.size() && closed.get(i).closedNs < closedNs) {
      i++;
    }
    if (i < closed.size() && closed.get(i).closedNs == closedNs) {
      closed.get(i).left += closed.get(i).left == ANY_NUMBER ? 0 : 1;
    } else {
      closed.add(i, new Gap(closedNs, 1));
    }
  }

  /** No event due before this time is awaited any more. */
  void forget(long beforeNs) {
    closed.removeIf(gap -> gap.closedNs < beforeNs);
  }
}
