package dev.pushmark.scenarios.fault;

/** The two ways bytes go on a connection. */
public enum Direction {
  /** From the client to the server. */
  TO_SERVER,
  /** From the server to the client. */
  TO_CLIENT
}
