package dev.pushmark.scenarios.gatling.yardstick;

/**
 * What publishing cost the process that also received. Our injector publishes with the same code,
 * so that it costs it as much.
 *
 * @param events published during the measurement
 * @param cpuNs CPU time of the publishers' thread meanwhile
 */
public record Publishing(long events, long cpuNs) {
  /** Name of the file that a yardstick writes it to, in JSON. */
  public static final String FILE = "publishing.json";
}
