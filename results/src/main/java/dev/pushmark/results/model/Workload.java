package dev.pushmark.results.model;

/**
 * The shape of the work put on a server, the same for every transport.
 *
 * @param name how people call it, for example {@code chat}
 * @param description what it stands for, in a sentence
 * @param rooms number of rooms
 * @param subscribersPerRoom subscribers in each room: the fan-out of an event
 * @param publishersPerRoom publishers in each room; they share the room's events evenly
 * @param eventsPerSecond published events per second <em>in each room</em>; 0 for an idle workload
 * @param arrivals the arrival process of a room's events
 * @param payloadBytes size of an event's JSON text in bytes
 * @param publishVia the way events go in; the same for all transports, so that only the way out
 *     differs
 * @param delivery what its readers need
 */
public record Workload(
    String name,
    String description,
    int rooms,
    int subscribersPerRoom,
    int publishersPerRoom,
    double eventsPerSecond,
    Arrivals arrivals,
    int payloadBytes,
    PublishVia publishVia,
    Delivery delivery) {

  /** The smallest payload that holds a stamp and the JSON around it, in bytes. */
  public static final int MIN_PAYLOAD_BYTES = 100;

  /** The largest event a server has to relay, in bytes. */
  public static final int MAX_PAYLOAD_BYTES = 65_536;

  /** How publishers reach the server. */
  public enum PublishVia {
    /** {@code POST}, keep-alive, one connection per publisher, no waiting for answers. */
    HTTP,
    /** A WebSocket per publisher that only publishes. */
    WEBSOCKET
  }

  /** What readers need of the events. */
  public enum Delivery {
    /** Each of them. */
    EVERY,
    /** The newest: a reader that is behind may be spared what has been superseded. */
    NEWEST
  }

  public Workload {
    Check.that(name.matches("[a-z0-9][a-z0-9-]{0,39}"), "workload.name", "[a-z0-9-], 1-40", name);
    Check.that(rooms >= 1, "workload.rooms", ">= 1", rooms);
    Check.that(subscribersPerRoom >= 1, "workload.subscribersPerRoom", ">= 1", subscribersPerRoom);
    Check.that(publishersPerRoom >= 1, "workload.publishersPerRoom", ">= 1", publishersPerRoom);
    Check.that(
        eventsPerSecond >= 0 && eventsPerSecond <= 1e6,
        "workload.eventsPerSecond",
        "0 to 1000000 events/s",
        eventsPerSecond);
    Check.that(
        payloadBytes >= MIN_PAYLOAD_BYTES && payloadBytes <= MAX_PAYLOAD_BYTES,
        "workload.payloadBytes",
        MIN_PAYLOAD_BYTES + " to " + MAX_PAYLOAD_BYTES + " bytes",
        payloadBytes);
  }

  /** All subscribers of all rooms. */
  public int subscribers() {
    return Math.multiplyExact(rooms, subscribersPerRoom);
  }

  /** All publishers of all rooms. */
  public int publishers() {
    return Math.multiplyExact(rooms, publishersPerRoom);
  }

  /** Events published per second in all rooms together. */
  public double publishedPerSecond() {
    return rooms * eventsPerSecond;
  }

  /** Deliveries per second in all rooms together: published × fan-out. */
  public double deliveriesPerSecond() {
    return publishedPerSecond() * subscribersPerRoom;
  }
}
