package dev.pushmark.bench.calibration;

import java.util.List;

/**
 * What a calibrating process is to do.
 *
 * @param transports over which
 * @param patterns names
 * @param events of each take
 * @param repetitions of the pattern that is repeated
 * @param seed of all random delays
 * @param shared whether all transports share one server
 * @param server the command that starts a server; options can be added
 */
record Spec(
    List<String> transports,
    List<String> patterns,
    int events,
    int repetitions,
    long seed,
    boolean shared,
    List<String> server) {
  Spec {
    transports = List.copyOf(transports);
    patterns = List.copyOf(patterns);
    server = List.copyOf(server);
  }
}
