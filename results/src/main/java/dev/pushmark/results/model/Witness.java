package dev.pushmark.results.model;

import org.jspecify.annotations.Nullable;

/**
 * What witnesses saw of a round: clients of another kind, in a process of their own, whose places
 * in the fan-out are next to subscribers of the injector.
 *
 * @param seats witnesses that were to watch
 * @param events events that witnesses and their neighbours both saw
 * @param biasNs how much later the witness sees an event than the injector when nothing else goes
 *     on: taken off below
 * @param longestStallNs longest time within the measurement for which an idle thread of the witness
 *     was kept from running; its own trouble, or the machine's
 * @param trouble why it saw nothing, in words; null if it was well
 * @param p50 the medians; null where there were too few events, likewise below
 */
public record Witness(
    int seats,
    int events,
    long biasNs,
    long longestStallNs,
    @Nullable String trouble,
    @Nullable WitnessReading p50,
    @Nullable WitnessReading p90,
    @Nullable WitnessReading p99) {}
