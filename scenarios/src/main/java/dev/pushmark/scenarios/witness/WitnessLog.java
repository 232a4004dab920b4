package dev.pushmark.scenarios.witness;

import java.util.List;

/**
 * What a process writes down of the seats: the witness of its own, the injector of its subscribers
 * next to them.
 *
 * @param seats one for each subscriber
 * @param stalls of an idle thread of the witness; the injector leaves it empty
 */
public record WitnessLog(List<SeatLog> seats, List<Stall> stalls) {
  /** What the witness writes, in its folder. */
  public static final String WITNESS_FILE = "witness.json";

  /** What the injector writes, in its folder. */
  public static final String NEIGHBOURS_FILE = "neighbours.json";

  public WitnessLog {
    seats = List.copyOf(seats);
    stalls = List.copyOf(stalls);
  }
}
