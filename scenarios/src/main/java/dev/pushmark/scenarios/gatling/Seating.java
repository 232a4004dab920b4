package dev.pushmark.scenarios.gatling;

import dev.pushmark.scenarios.witness.Seat;
import dev.pushmark.scenarios.witness.Sighting;
import dev.pushmark.scenarios.witness.Sightings;
import dev.pushmark.scenarios.witness.WitnessLog;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps places in the fan-out of rooms for witnesses, by the order in which subscribers subscribe:
 * before a seat of rank r can be taken, r subscribers of its room have subscribed, and the others
 * wait until it is. The last one before a seat and the first one after it are its neighbours, whose
 * deliveries are written down. A seat that nobody takes in time is passed over. Thread safe.
 */
final class Seating {
  /** Says that a seat can be taken; its index follows. */
  static final String READY = "pushmark-seat ";

  /** Hears that a seat has been taken; its index follows. */
  static final String TAKEN = "seated ";

  private static final String ROOM = "room";
  private static final String RANK = "rank";
  private static final long PATIENCE_SECONDS = 20;

  private final List<Seat> seats;
  private final IntConsumer onReady;
  private final List<CompletableFuture<Void>> taken = new ArrayList<>();
  private final List<Sightings> neighbours = new ArrayList<>();
  private final Map<String, Integer> arrived = new HashMap<>();

  /**
   * Seats nobody has taken.
   *
   * @param onReady is given the index of each seat that can be taken from now on
   */
  Seating(List<Seat> seats, IntConsumer onReady) {
    this.seats = List.copyOf(seats);
    this.onReady = onReady;
    seats.forEach(seat -> taken.add(new CompletableFuture<>()));
  }

  boolean isEmpty() {
    return seats.isEmpty();
  }

  /** Opens the seats in front of everybody. */
  void open() {
    readyAt(null, 0);
  }

  /** Takes a line of input, be it for this or not. */
  void hear(String line) {
    if (line.startsWith(TAKEN)) {
      taken.get(Integer.parseInt(line.substring(TAKEN.length()))).complete(null);
    }
  }

  /** Where a virtual user is to sit, for a feeder. */
  static Map<String, Object> place(String room, int rank) {
    return Map.of(ROOM, room, RANK, rank);
  }

  /** A step that waits for the virtual user's turn to subscribe. */
  ActionBuilder awaitTurn() {
    return RealtimeAction.builder(
        "turn",
        (action, components, session) -> {
          String room = (String) session.attributes().apply(ROOM);
          int rank = (Integer) session.attributes().apply(RANK);
          // Goes back to the virtual user's event loop by itself.
          turn(room, rank).thenRun(() -> action.proceed(session, null));
        });
  }

  /** A step that says that the virtual user has subscribed, or could not. */
  ActionBuilder sayArrived() {
    return RealtimeAction.builder(
        "arrived",
        (action, components, session) -> {
          boolean subscribed = session.attributes().contains(RealtimeComponents.SUBSCRIPTION);
          arrived(
              (String) session.attributes().apply(ROOM),
              subscribed
                  ? (VirtualSubscriber) session.attributes().apply(RealtimeComponents.SUBSCRIPTION)
                  : null);
          action.proceed(session, null);
        });
  }

  /** Completes when every seat of the room in front of this rank is taken. */
  CompletableFuture<Void> turn(String room, int rank) {
    List<CompletableFuture<Void>> before = new ArrayList<>();
    for (int i = 0; i < seats.size(); i++) {
      if (seats.get(i).room().equals(room) && seats.get(i).rank() <= rank) {
        before.add(taken.get(i));
      }
    }
    return CompletableFuture.allOf(before.toArray(CompletableFuture<?>[]::new));
  }

  private synchronized void arrived(String room, @Nullable VirtualSubscriber subscriber) {
    int number = arrived.merge(room, 1, Integer::sum);
    for (int i = 0; i < seats.size(); i++) {
      Seat seat = seats.get(i);
      boolean beside = seat.rank() == number || seat.rank() == number - 1;
      if (beside && seat.room().equals(room) && subscriber != null) {
        writeDown(i, subscriber);
      }
    }
    readyAt(room, number);
  }

  private void writeDown(int seat, VirtualSubscriber subscriber) {
    Sightings sightings = new Sightings(seat);
    neighbours.add(sightings);
    subscriber.show(
        (publisher, sequence, intendedSendTimeNs, receiveTimeNs) ->
            sightings.add(new Sighting(publisher, sequence, intendedSendTimeNs, receiveTimeNs)));
  }

  /** The seats behind so many subscribers of a room, or of any if there is no name. */
  private void readyAt(@Nullable String room, int number) {
    for (int i = 0; i < seats.size(); i++) {
      Seat seat = seats.get(i);
      if (seat.rank() == number && (room == null || seat.room().equals(room))) {
        taken.get(i).completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
        onReady.accept(i);
      }
    }
  }

  /** What the neighbours saw; once the simulation is over. */
  synchronized WitnessLog log() {
    return new WitnessLog(neighbours.stream().map(Sightings::log).toList(), List.of());
  }
}
