package dev.pushmark.scenarios.fault;

/**
 * A proxy at an instant.
 *
 * @param accepted connections accepted so far, those turned away aside
 * @param open connections of which a socket is open
 * @param turnedAway connections cut at once because there were too many, or no descriptor was left
 * @param bufferedBytes bytes in the proxy that no kernel has yet
 */
public record ProxyCounts(long accepted, int open, long turnedAway, long bufferedBytes) {}
