package dev.pushmark.results.model;

/** What is compressed on the way. */
public enum Compression {
  /** Nothing. */
  NONE,
  /** WebSocket messages by permessage-deflate, event streams and polls' answers by gzip. */
  DEFLATE
}
