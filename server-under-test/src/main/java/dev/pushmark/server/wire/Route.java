package dev.pushmark.server.wire;

import dev.pushmark.server.access.Permission;

/**
 * An endpoint, and what whoever wants to use it must be allowed to.
 *
 * @param maxBodyBytes of a request's body, where that may be larger than an event; else 0
 */
public record Route(Permission needed, Endpoint endpoint, int maxBodyBytes) {
  /** A request's body is at most an event. */
  public Route(Permission needed, Endpoint endpoint) {
    this(needed, endpoint, 0);
  }
}
