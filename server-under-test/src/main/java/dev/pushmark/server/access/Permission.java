package dev.pushmark.server.access;

/** What a resource asks of whoever wants to use it. */
public enum Permission {
  /** Open to everybody. */
  NONE,
  /** Any valid token. */
  TOKEN,
  /** To read the room. */
  READ,
  /** To publish to the room. */
  PUBLISH
}
