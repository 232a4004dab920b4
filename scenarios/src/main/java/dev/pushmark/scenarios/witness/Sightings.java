package dev.pushmark.scenarios.witness;

import java.util.ArrayList;
import java.util.List;

/** Collects what one subscriber sees. Thread safe. */
public final class Sightings {
  /** Enough for a p99.9; beyond, only memory would grow. */
  private static final int MOST = 20_000;

  private final int seat;
  private final List<Sighting> seen = new ArrayList<>();

  /** Nothing seen yet at, or beside, the seat of this index. */
  public Sightings(int seat) {
    this.seat = seat;
  }

  /** Adds one. */
  public synchronized void add(Sighting sighting) {
    if (seen.size() < MOST) {
      seen.add(sighting);
    }
  }

  /** All so far. */
  public synchronized SeatLog log() {
    return new SeatLog(seat, seen);
  }
}
