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
  SUPERSEDED_WAIT("supersededWait");

  private final String text;

  Metric(String text) {
    this.text = text;
  }

  /** The name used in files. */
  public String text() {
    return text;
  }
}
