package dev.pushmark.results.model;

/**
 * What the subscribers' connections carried during the measurement, as bytes handed to and taken
 * from TCP: HTTP and WebSocket framing, headers and empty polls included; TCP/IP headers not.
 *
 * @param sentBytes subscribers to server
 * @param receivedBytes server to subscribers
 * @param requests HTTP requests sent by subscribers
 * @param emptyPolls answers that brought no event
 * @param missedPolls polls not sent because the answer to the last one was still awaited
 */
public record Traffic(
    long sentBytes, long receivedBytes, long requests, long emptyPolls, long missedPolls) {

  /** The sum of two rounds' traffic. */
  public Traffic plus(Traffic o) {
    return new Traffic(
        sentBytes + o.sentBytes,
        receivedBytes + o.receivedBytes,
        requests + o.requests,
        emptyPolls + o.emptyPolls,
        missedPolls + o.missedPolls);
  }
}
