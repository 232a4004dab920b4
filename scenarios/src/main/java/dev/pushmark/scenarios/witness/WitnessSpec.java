package dev.pushmark.scenarios.witness;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What one witness process has to do.
 *
 * @param url base address of the server, without TLS
 * @param seats to be taken when told
 * @param out folder to write {@link WitnessLog#WITNESS_FILE} into
 */
public record WitnessSpec(URI url, List<Seat> seats, Path out) {
  public WitnessSpec {
    seats = List.copyOf(seats);
  }
}
