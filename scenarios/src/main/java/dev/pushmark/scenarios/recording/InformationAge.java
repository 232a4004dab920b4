package dev.pushmark.scenarios.recording;

/**
 * One subscriber's age of information: at each instant, the time since the newest event it holds
 * was due. It grows with time and falls when a newer event arrives; a peak is the age just before.
 * Integrated exactly, from the first event on that is held. Not thread safe.
 */
final class InformationAge {
  private final Window window;
  private boolean holds;
  private long newestNs;
  private long accountedUntilNs;
  private double integralNs2;
  private long observedNs;
  private double peakSumNs;
  private long peaks;

  InformationAge(Window window) {
    this.window = window;
  }

  /** An event that was due at a time is held from now on. */
  void arrived(long intendedSendTimeNs, long receiveTimeNs) {
    if (holds && intendedSendTimeNs <= newestNs) {
      return;
    }
    if (holds) {
      accountUntil(receiveTimeNs);
      if (window.contains(receiveTimeNs)) {
        peaks++;
        peakSumNs += receiveTimeNs - newestNs;
      }
    }
    holds = true;
    newestNs = intendedSendTimeNs;
    accountedUntilNs = receiveTimeNs;
  }

  /** Accounts for the time up to now; for the end of the window. */
  void accountUntil(long nowNs) {
    long from = Math.max(accountedUntilNs, window.startNs());
    long to = Math.min(nowNs, window.endNs());
    if (holds && to > from) {
      double ageAtStart = from - newestNs;
      double ageAtEnd = to - newestNs;
      integralNs2 += (ageAtEnd * ageAtEnd - ageAtStart * ageAtStart) / 2;
      observedNs += to - from;
    }
    accountedUntilNs = Math.max(accountedUntilNs, nowNs);
  }

  /** Area under the age curve so far, in ns². */
  double integralNs2() {
    return integralNs2;
  }

  /** Time accounted for so far. */
  long observedNs() {
    return observedNs;
  }

  /** Sum of the ages just before a newer event came. */
  double peakSumNs() {
    return peakSumNs;
  }

  /** How many newer events came. */
  long peaks() {
    return peaks;
  }
}
