package dev.pushmark.scenarios.fault;

/**
 * What a {@link FaultProxy} holds at most.
 *
 * @param connections open at a time; one more is cut at once
 * @param heldBytes bytes held for each connection and direction before the sender is no longer
 *     read; one chunk, at most 64 KiB, may come on top
 * @param logEntries entries that its {@link FaultLog} keeps; counts go on beyond
 */
public record ProxyLimits(int connections, int heldBytes, int logEntries) {
  /** 20,000 connections, 256 KiB, 200,000 entries. */
  public static final ProxyLimits DEFAULT = new ProxyLimits(20_000, 256 << 10, 200_000);

  public ProxyLimits {
    Check.that(connections >= 1, "connections", ">= 1", connections);
    Check.that(heldBytes >= 1, "heldBytes", ">= 1", heldBytes);
    Check.that(logEntries >= 0, "logEntries", ">= 0", logEntries);
  }
}
