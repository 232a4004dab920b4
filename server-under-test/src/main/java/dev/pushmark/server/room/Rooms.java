package dev.pushmark.server.room;

import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;

/** All rooms by name. A room begins when it is first asked for and is forgotten when idle. */
public final class Rooms {
  private static final int EPOCH_BITS = 41;

  private final ConcurrentHashMap<String, Room> rooms = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Retention retention;
  private final Clock clock;

  public Rooms(Retention retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  public Room get(String name) {
    Room room = rooms.get(name);
    return room != null ? room : rooms.computeIfAbsent(name, n -> create());
  }

  /**
   * Appends {@code payload}, which the room keeps and nobody may change any more, to the room of
   * that name. Whoever follows it is told with {@link Room#announce}, once for all that was
   * appended in one go.
   */
  public EventId append(String name, byte[] payload) {
    while (true) {
      Room room = get(name);
      long offset = room.append(payload);
      if (offset > 0) {
        return new EventId(room.epoch(), offset);
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

  private Room create() {
    long epoch = random.nextLong() >>> (Long.SIZE - EPOCH_BITS);
    return new Room(Long.toString(epoch, Character.MAX_RADIX), retention, clock);
  }
}
