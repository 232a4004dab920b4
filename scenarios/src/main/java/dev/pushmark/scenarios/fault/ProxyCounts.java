package dev.pushmark.scenarios.fault;

/**
 * A proxy at an instant.
 *
 * @param accepted connections accepted so far, those turned away aside
 * @param open connections of which a socket is open
 * @param turnedAway connections cut at once because there were too many, or no descriptor was left
 * @param unreached connections that could not be passed on, be it that the server did not take them
 *     or that this machine had no port left; their clients got a reset
 * @param bufferedBytes bytes in the proxy that no kernel has yet
 */
public record ProxyCounts(
    long accepted, int open, long turnedAway, long unreached, long bufferedBytes) {}
