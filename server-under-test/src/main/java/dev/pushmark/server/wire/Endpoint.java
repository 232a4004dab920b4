package dev.pushmark.server.wire;

/** Serves whole requests, on the connection's event loop. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers the exchange, now or later, or takes its connection over.
   *
   * @throws RequestException to be answered with
   */
  void serve(Exchange exchange) throws RequestException;
}
