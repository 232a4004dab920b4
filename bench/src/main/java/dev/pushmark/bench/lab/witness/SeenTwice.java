package dev.pushmark.bench.lab.witness;

import dev.pushmark.scenarios.witness.SeatLog;
import dev.pushmark.scenarios.witness.Sighting;
import dev.pushmark.scenarios.witness.WitnessLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An event that a witness saw and a neighbour, too.
 *
 * @param intendedSendTimeNs when it was to be sent
 * @param witnessNs its latency at the witness
 * @param neighboursNs its latency at each neighbour that saw it; one or two
 */
record SeenTwice(long intendedSendTimeNs, long witnessNs, List<Long> neighboursNs) {
  private record Key(int seat, int publisher, int sequence) {
    static Key of(SeatLog seat, Sighting sighting) {
      return new Key(seat.seat(), sighting.publisher(), sighting.sequence());
    }
  }

  /** All there are, in the order of the schedule. Neighbours write down measured events only. */
  static List<SeenTwice> in(WitnessLog witness, WitnessLog neighbours) {
    Map<Key, List<Long>> beside = new HashMap<>();
    for (SeatLog seat : neighbours.seats()) {
      for (Sighting sighting : seat.sightings()) {
        beside
            .computeIfAbsent(Key.of(seat, sighting), key -> new ArrayList<>())
            .add(latencyNs(sighting));
      }
    }
    List<SeenTwice> events = new ArrayList<>();
    for (SeatLog seat : witness.seats()) {
      for (Sighting sighting : seat.sightings()) {
        List<Long> latencies = beside.get(Key.of(seat, sighting));
        if (latencies != null) {
          events.add(new SeenTwice(sighting.intendedSendTimeNs(), latencyNs(sighting), latencies));
        }
      }
    }
    events.sort(Comparator.comparingLong(SeenTwice::intendedSendTimeNs));
    return events;
  }

  private static long latencyNs(Sighting sighting) {
    return sighting.receiveTimeNs() - sighting.intendedSendTimeNs();
  }
}
