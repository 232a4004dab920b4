package dev.pushmark.scenarios.recording;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * First and last delivery of every measured event, as one event loop saw them; merged at the end.
 * Not thread safe.
 */
final class EventTimes {
  private long[] firstNs = new long[0];
  private long[] lastNs = new long[0];
  private long[] intendedNs = new long[0];
  private int[] deliveries = new int[0];

  void delivered(int event, long intendedSendTimeNs, long receiveTimeNs) {
    if (event >= deliveries.length) {
      grow(event);
    }
    if (deliveries[event]++ == 0) {
      firstNs[event] = receiveTimeNs;
      intendedNs[event] = intendedSendTimeNs;
    }
    lastNs[event] = receiveTimeNs;
  }

  /** Adds what another event loop saw. */
  void add(EventTimes other) {
    if (other.deliveries.length > deliveries.length) {
      grow(other.deliveries.length - 1);
    }
    for (int i = 0; i < other.deliveries.length; i++) {
      if (other.deliveries[i] > 0) {
        boolean first = deliveries[i] == 0;
        firstNs[i] = first ? other.firstNs[i] : Math.min(firstNs[i], other.firstNs[i]);
        lastNs[i] = first ? other.lastNs[i] : Math.max(lastNs[i], other.lastNs[i]);
        intendedNs[i] = other.intendedNs[i];
        deliveries[i] += other.deliveries[i];
      }
    }
  }

  /** Records, per event that reached two or more, the time from its first to its last delivery. */
  void recordSpread(Histogram spread) {
    for (int i = 0; i < deliveries.length; i++) {
      if (deliveries[i] > 1) {
        spread.recordValue(lastNs[i] - firstNs[i]);
      }
    }
  }

  /** Records, per event that reached anybody, the time from its intended send to its last. */
  void recordLastDelivery(Histogram lastDelivery) {
    for (int i = 0; i < deliveries.length; i++) {
      if (deliveries[i] > 0) {
        lastDelivery.recordValue(lastNs[i] - intendedNs[i]);
      }
    }
  }

  private void grow(int event) {
    int size = Math.max(event + 1, deliveries.length * 2);
    firstNs = Arrays.copyOf(firstNs, size);
    lastNs = Arrays.copyOf(lastNs, size);
    intendedNs = Arrays.copyOf(intendedNs, size);
    deliveries = Arrays.copyOf(deliveries, size);
  }
}
