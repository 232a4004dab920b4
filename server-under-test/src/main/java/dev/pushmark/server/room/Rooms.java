package dev.pushmark.server.room;

import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All rooms by name. A room begins when it is first asked for and is forgotten when idle. */
public final class Rooms {
  private static final int EPOCH_BITS = 41;

  private final ConcurrentHashMap<String, Room> rooms = new ConcurrentHashMap<>();
  private final Retention retention;
  private final Clock clock;
  private final int maxRooms;
  private final Supplier<String> epochs;

  /**
   * No rooms yet.
   *
   * @param maxRooms from which on {@link #admits} says no to new ones
   */
  public Rooms(Retention retention, int maxRooms, Clock clock) {
    this(retention, maxRooms, clock, epochs(new SecureRandom()));
  }

  /**
   * No rooms yet.
   *
   * @param epochs where the rooms' epochs come from, each as {@link EventId} wants it; for tests
   *     that want the same ones each time, or longer ones
   */
  public Rooms(Retention retention, int maxRooms, Clock clock, Supplier<String> epochs) {
    this.epochs = epochs;
    this.retention = retention;
    this.maxRooms = maxRooms;
    this.clock = clock;
  }

  /** Whether the room of this name is there or may be made; threads may pass by a few too many. */
  public boolean admits(String name) {
    return rooms.size() < maxRooms || rooms.containsKey(name);
  }

  public Room get(String name) {
    Room room = rooms.get(name);
    return room != null ? room : rooms.computeIfAbsent(name, n -> create());
  }

  /**
   * Appends {@code payload}, which the room keeps and nobody may change any more, to the room of
   * that name. Whoever follows it is told with {@link Room#announce}, once for all that was
   * appended in one go.
   *
   * @param key under which the event is published, if it has one: while the key is remembered (for
   *     a retention age, and {@value RecentKeys#MAX_KEYS} keys), the event is stored once
   * @throws KeyReusedException when another event was published under that key
   */
  public Publication append(String name, byte[] payload, @Nullable String key)
      throws KeyReusedException {
    while (true) {
      Room room = get(name);
      Publication publication = room.append(payload, key);
      if (publication != null) {
        return publication;
      }
      rooms.remove(name, room);
    }
  }

  /** Forgets the rooms that nobody has used for a retention age; to be called now and then. */
  public void forgetIdle() {
    rooms.values().removeIf(Room::retireIfIdle);
  }

  public int size() {
    return rooms.size();
  }

  /** Epochs that nobody guesses, or that a seed decides. */
  public static Supplier<String> epochs(RandomGenerator random) {
    return () -> Long.toString(random.nextLong() >>> (Long.SIZE - EPOCH_BITS), Character.MAX_RADIX);
  }

  private Room create() {
    return new Room(epochs.get(), retention, clock);
  }
}
