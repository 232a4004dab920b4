package dev.pushmark.scenarios.witness;

/**
 * One event as one subscriber saw it.
 *
 * @param publisher number of the publisher in its injector
 * @param sequence number of the event of that publisher
 * @param intendedSendTimeNs when the schedule wanted it sent
 * @param receiveTimeNs when it was received, on the same clock
 */
public record Sighting(int publisher, int sequence, long intendedSendTimeNs, long receiveTimeNs) {}
