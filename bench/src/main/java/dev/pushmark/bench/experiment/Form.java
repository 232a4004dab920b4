package dev.pushmark.bench.experiment;

/**
 * How an experiment is held.
 *
 * @param quick whether as a first look: fewer and shorter rounds
 * @param seed of every random choice; all runs of an experiment share it, so that transports get
 *     the same events in each of them
 */
public record Form(boolean quick, long seed) {}
