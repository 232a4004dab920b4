package dev.pushmark.scenarios.recording;

/**
 * The part of the time axis whose events are measured, by intended send time.
 *
 * @param startNs inclusive
 * @param endNs exclusive
 */
public record Window(long startNs, long endNs) {
  /** Everything is measured. Half the range, so that differences cannot overflow. */
  public static final Window ALWAYS = new Window(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);

  public Window {
    if (endNs < startNs) {
      throw new IllegalArgumentException("window ends at " + endNs + ", before " + startNs);
    }
  }

  /** Whether an event intended for this time is measured. */
  public boolean contains(long intendedSendTimeNs) {
    return intendedSendTimeNs >= startNs && intendedSendTimeNs < endNs;
  }

  /** Length in nanoseconds. */
  public long lengthNs() {
    return endNs - startNs;
  }
}
