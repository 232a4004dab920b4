package dev.pushmark.results.model;

/** The distributions recorded in each round; all values in nanoseconds. */
public enum Metric {
  /** Publisher's intended send → subscriber's receive; one value per delivery. */
  DELIVERY_LATENCY("deliveryLatency"),
  /** Actual send → receive; shown beside the delivery latency, never instead. */
  SERVICE_TIME("serviceTime"),
  /** Intended → actual send: the generator's own lag; one value per published event. */
  SEND_DELAY("sendDelay"),
  /** The injector's own wait between wake-up and record; one value per delivery. */
  RECEIVE_LAG("receiveLag"),
  /** First → last delivery of one event; one value per event that reached two or more. */
  SPREAD("spread"),
  /** Intended send → last delivery of an event; one value per event that reached somebody. */
  LAST_DELIVERY("lastDelivery"),
  /**
   * Intended send → the arrival of the next event in order, for a delivery that was skipped; one
   * value per skipped delivery that something followed.
   */
  SUPERSEDED_WAIT("supersededWait"),
  /** Each subscriber's own median delivery latency; one value per subscriber with 20 deliveries. */
  SUBSCRIBER_P50("subscriberP50"),
  /** Each subscriber's own p99; one value per subscriber with 1,000 deliveries. */
  SUBSCRIBER_P99("subscriberP99"),
  /** Each room's own median; one value per room with 20 events. */
  ROOM_P50("roomP50"),
  /** Each room's own p99; one value per room with 1,000 events. */
  ROOM_P99("roomP99"),
  /**
   * Actual send → the request that fetched the event, for a delivery whose event was sent before
   * that request was; polling only, one value per delivery that had to wait so.
   */
  REQUEST_WAIT("requestWait"),
  /**
   * A subscription's end → its being there again, of a subscriber that came back; one value per
   * recovery.
   */
  RECOVERY("recovery"),
  /**
   * The moment when a connection became half-open by a fault → its subscriber's taking it for dead;
   * one value per such connection whose subscriber did.
   */
  DETECTION("detection"),
  /** The same → the server's ending its side; one value per such connection that it ended. */
  SERVER_DETECTION("serverDetection"),
  /**
   * The delivery latency of subscribers whom no fault can strike; one value per delivery, each of
   * which is in the delivery latency of all, too.
   */
  BYSTANDER_LATENCY("bystanderLatency"),
  /**
   * The moment a subscriber was to begin to connect → its subscription stands; one value per
   * newcomer of the measurement whose does. Where the plan has no newcomers, one per subscriber:
   * they come before the warm-up, many at once, to a server that was just started.
   */
  CONNECT("connect"),
  /**
   * The moment a newcomer was to begin to connect → its first event, which had been there before;
   * one value per newcomer of the measurement that got one.
   */
  FIRST_EVENT("firstEvent"),
  /**
   * Publisher's intended send → receive by a newcomer of the measurement, for events that were due
   * once its subscription stood. None of them is in the delivery latency.
   */
  NEWCOMER_LATENCY("newcomerLatency"),
  /**
   * How much later than asked an idle thread of the injector woke that asked to sleep for 5 ms, as
   * jHiccup measures it: a pause of 50 ms counts as 50, 45, 40 … ms, since whoever had asked in the
   * meantime would have waited so long (HdrHistogram's correction for coordinated omission).
   */
  INJECTOR_STALL("injectorStall"),
  /** The same in the server, where it is ours. */
  SERVER_STALL("serverStall"),
  /** Pauses of all the injector's threads for garbage collection; one value per pause. */
  INJECTOR_GC_PAUSE("injectorGcPause"),
  /** The same for other reasons of its JVM (safepoints). */
  INJECTOR_SAFEPOINT("injectorSafepoint"),
  /** Pauses of the server, where it is ours, for garbage collection. */
  SERVER_GC_PAUSE("serverGcPause"),
  /** The same for other reasons of its JVM. */
  SERVER_SAFEPOINT("serverSafepoint"),
  /**
   * Publisher's intended send → receive by the script of a page in a real browser; one value per
   * delivery there. None of them is in the delivery latency.
   */
  BROWSER_LATENCY("browserLatency");

  private final String text;

  Metric(String text) {
    this.text = text;
  }

  /** The name used in files. */
  public String text() {
    return text;
  }
}
