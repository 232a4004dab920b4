package dev.pushmark.results.model;

/** How connections to the reference server are secured. */
public enum Tls {
  /** Not at all. */
  NONE,
  /** By TLS; who comes back resumes its session (RFC 8446, section 2.2). */
  RESUMPTION,
  /** By TLS, with a full handshake for each connection. */
  FULL_HANDSHAKES
}
