package dev.pushmark.server.room;

/**
 * How far a subscriber may fall behind, and what becomes of one that falls further. Its queue is a
 * stretch of the room's log: bytes of payload appended since it joined that have not been handed to
 * its connection. What a subscriber asked for from the past does not count.
 *
 * @param queueBytes may wait for one subscriber, beside some 128 KB in its connection's buffer and,
 *     on Linux, as much unsent in the kernel
 */
public record SlowConsumerPolicy(Action action, long queueBytes) {
  /** What happens to a subscriber whose queue overflows. Each of them tells it. */
  public enum Action {
    /** Its subscription ends; it can resume from the log. */
    DISCONNECT,
    /** The oldest events of its queue are skipped. */
    DROP_OLDEST,
    /** All events of its queue but the newest are skipped. */
    COALESCE
  }

  public static final SlowConsumerPolicy DEFAULT =
      new SlowConsumerPolicy(Action.DROP_OLDEST, 1 << 20);

  private static final long MIN_BYTES = 1 << 10;
  private static final long MAX_BYTES = 1 << 30;

  public SlowConsumerPolicy {
    if (queueBytes < MIN_BYTES || queueBytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "--queue-bytes must be " + MIN_BYTES + " to " + MAX_BYTES + ", was " + queueBytes);
    }
  }
}
