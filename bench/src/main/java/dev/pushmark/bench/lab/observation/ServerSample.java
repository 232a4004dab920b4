package dev.pushmark.bench.lab.observation;

/**
 * A server at an instant.
 *
 * @param atSeconds since the first sample
 * @param with the transport by which subscribers were there; empty where nobody was
 * @param heapBytes of objects that survive a full garbage collection
 * @param timers scheduled tasks of its event loops among them
 * @param descriptors open files and sockets
 * @param threads of the process
 * @param rssBytes resident memory
 * @param connections that it says are open
 * @param rooms that it says there are
 */
public record ServerSample(
    double atSeconds,
    String with,
    long heapBytes,
    long timers,
    long descriptors,
    int threads,
    long rssBytes,
    long connections,
    long rooms) {}
