package dev.pushmark.scenarios.witness;

import java.util.List;

/**
 * What one subscriber at a seat, or beside it, saw.
 *
 * @param seat index of the seat
 * @param sightings in the order of receipt
 */
public record SeatLog(int seat, List<Sighting> sightings) {
  public SeatLog {
    sightings = List.copyOf(sightings);
  }
}
