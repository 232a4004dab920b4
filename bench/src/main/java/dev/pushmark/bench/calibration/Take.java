package dev.pushmark.bench.calibration;

import dev.pushmark.results.model.Counts;
import org.HdrHistogram.Histogram;

/**
 * A script that has been played over a transport, and what the instrument reports of it.
 *
 * @param room whose only publisher was the script, so that its events' offsets count the places
 * @param latency the delivery latencies
 */
record Take(
    String transport,
    Pattern pattern,
    int repetition,
    String room,
    Script script,
    Histogram latency,
    Counts counts) {}
