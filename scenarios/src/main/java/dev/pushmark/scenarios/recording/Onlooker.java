package dev.pushmark.scenarios.recording;

/** Is shown each measured delivery of one subscriber, on its event loop. */
public interface Onlooker {
  /** Nobody looks on. */
  Onlooker NONE = (publisher, sequence, intendedSendTimeNs, receiveTimeNs) -> {};

  /** A delivery, as it was recorded; times on the recorder's clock. */
  void delivered(int publisher, int sequence, long intendedSendTimeNs, long receiveTimeNs);

  /** This one and another. */
  default Onlooker and(Onlooker other) {
    return this == NONE
        ? other
        : (publisher, sequence, intendedSendTimeNs, receiveTimeNs) -> {
          delivered(publisher, sequence, intendedSendTimeNs, receiveTimeNs);
          other.delivered(publisher, sequence, intendedSendTimeNs, receiveTimeNs);
        };
  }
}
