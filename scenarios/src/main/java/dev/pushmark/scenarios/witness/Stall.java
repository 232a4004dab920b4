package dev.pushmark.scenarios.witness;

/**
 * A thread that had nothing to do was kept from its core.
 *
 * @param endNs when it ran again
 * @param lengthNs for how long it should have run already
 */
public record Stall(long endNs, long lengthNs) {}
