package dev.pushmark.server.socketio.engine;

import dev.pushmark.server.wire.LoopContext;
import java.util.concurrent.RejectedExecutionException;

/** The way from one event loop to another. */
final class Hop {
  private Hop() {}

  /**
   * Runs a task on an event loop, at once if that is where the caller is.
   *
   * @param here the loop that the caller runs on
   * @return false when that loop has ended, and everything on it
   */
  static boolean run(LoopContext here, LoopContext there, Runnable task) {
    if (here == there) {
      task.run();
      return true;
    }
    return queue(there, task);
  }

  /** Likewise, and never at once. */
  static boolean queue(LoopContext there, Runnable task) {
    try {
      there.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
