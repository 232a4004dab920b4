package dev.pushmark.server.room;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One append-only log with bounded retention. Thread safe: every append is atomic, and whoever
 * reads sees the events in the order of their offsets, without holes that are not told.
 */
public final class Room {
  private static final Subscriber[] NOBODY = {};

  private final String epoch;
  private final Clock clock;
  private final RetainedLog log;
  private final RecentKeys keys;
  private final long idleNs;
  private volatile Subscriber[] subscribers = NOBODY;
  private long lastUsedNs;
  private boolean retired;

  Room(String epoch, Retention retention, Clock clock) {
    this.epoch = epoch;
    this.clock = clock;
    this.log = new RetainedLog(retention);
    this.idleNs = retention.age().toNanos();
    this.keys = new RecentKeys(idleNs);
    this.lastUsedNs = clock.nanoTime();
  }

  public String epoch() {
    return epoch;
  }

  /** The offset given out last; 0 before the first. */
  public synchronized long tail() {
    return log.tail();
  }

  /** The place behind everything appended so far. */
  public synchronized EventId end() {
    use();
    return new EventId(epoch, log.tail());
  }

  /** Whether {@code id} names an event of this life that has not happened yet. */
  public boolean isAhead(EventId id) {
    return id.epoch().equals(epoch) && id.offset() > tail();
  }

  /**
   * Appends an event, unless it was published under the same key lately; nobody is told yet.
   *
   * @return what became of it, or null when this room has been retired meanwhile
   * @throws KeyReusedException when another event was published under that key
   */
  synchronized @Nullable Publication append(byte[] payload, @Nullable String key)
      throws KeyReusedException {
    if (retired) {
      return null;
    }
    lastUsedNs = clock.nanoTime();
    long known = key == null ? 0 : keys.find(key, payload, lastUsedNs);
    long offset = known > 0 ? known : log.append(payload, lastUsedNs);
    if (key != null && known == 0) {
      keys.add(key, offset, payload, lastUsedNs);
    }
    return new Publication(new EventId(epoch, offset), known > 0);
  }

  /** Tells the subscribers that something was appended. */
  public void announce() {
    for (Subscriber subscriber : subscribers) {
      subscriber.onAppend();
    }
  }

  /** The newest events, at most {@code maxEvents} and (but for one event) {@code maxBytes}. */
  public synchronized Batch latest(int maxEvents, int maxBytes) {
    use();
    long first = log.tail() + 1;
    int bytes = 0;
    while (first > log.first() && log.tail() - first + 1 < maxEvents) {
      bytes += log.get(first - 1).payload().length;
      if (bytes > maxBytes && first <= log.tail()) {
        break;
      }
      first--;
    }
    return batch(null, first, log.tail(), Integer.MAX_VALUE);
  }

  /**
   * What follows {@code after}, which must not be {@link #isAhead ahead}, up to {@code maxBytes} of
   * payload (but at least one event, when there is one).
   */
  public synchronized Batch read(EventId after, int maxBytes) {
    return read(after, Long.MAX_VALUE, maxBytes);
  }

  /** Like {@link #read(EventId, int)}, and no event beyond {@code upTo}. */
  public synchronized Batch read(EventId after, long upTo, int maxBytes) {
    use();
    boolean foreign = !after.epoch().equals(epoch);
    boolean lost = foreign || after.offset() < log.first() - 1;
    long first = lost ? log.first() : after.offset() + 1;
    return batch(lost ? after : null, first, Math.min(upTo, log.tail()), maxBytes);
  }

  /** Bytes of payload ever appended up to and with this offset, as far as that is still known. */
  public synchronized long endBytes(long offset) {
    return log.endBytes(offset);
  }

  /**
   * The place behind which at most {@code maxBytes} of payload, but at least one event, lie up to
   * the event at {@code upTo}.
   */
  public synchronized EventId placeBefore(long upTo, long maxBytes) {
    long position = log.endBytes(upTo) - maxBytes;
    return new EventId(epoch, log.lastBeginningBefore(position, upTo));
  }

  private void use() {
    lastUsedNs = clock.nanoTime();
    log.evict(lastUsedNs);
  }

  private Batch batch(@Nullable EventId lostAfter, long first, long last, int maxBytes) {
    if (first > last) {
      return new Batch(epoch, lostAfter, first, List.of(), 0, log.endBytes(first - 1));
    }
    List<Event> events = new ArrayList<>((int) Math.min(last - first + 1, 64));
    int bytes = 0;
    for (long offset = first; offset <= last; offset++) {
      Event event = log.get(offset);
      if (offset > first && bytes + event.payload().length > maxBytes) {
        break;
      }
      bytes += event.payload().length;
      events.add(event);
    }
    return new Batch(
        epoch, lostAfter, first, events, bytes, events.get(events.size() - 1).endBytes());
  }

  /**
   * From now on {@code subscriber} is told of appends.
   *
   * @return false when this room has been retired meanwhile: ask {@link Rooms} for the next one
   */
  public synchronized boolean subscribe(Subscriber subscriber) {
    if (retired) {
      return false;
    }
    Subscriber[] more = Arrays.copyOf(subscribers, subscribers.length + 1);
    more[subscribers.length] = subscriber;
    subscribers = more;
    return true;
  }

  public synchronized void unsubscribe(Subscriber subscriber) {
    subscribers =
        Arrays.stream(subscribers).filter(s -> s != subscriber).toArray(Subscriber[]::new);
    lastUsedNs = clock.nanoTime();
  }

  /**
   * Drops what has aged; retires the room if that leaves nothing, nobody follows it and nobody has
   * asked for it during a whole retention age.
   */
  synchronized boolean retireIfIdle() {
    long nowNs = clock.nanoTime();
    log.evict(nowNs);
    boolean empty = log.first() > log.tail();
    retired = empty && subscribers.length == 0 && nowNs - lastUsedNs > idleNs;
    return retired;
  }
}
