package dev.pushmark.server.room;

/** Follows a room: it is told that something was appended, and reads it at its own pace. */
public interface Subscriber {
  /**
   * Called after one or more appends, by the thread that appended and in no particular order
   * between threads. Must return at once.
   */
  void onAppend();
}
