package dev.pushmark.scenarios.recording;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An event loop as far as recording needs it: its tasks run after what it has read, never within
 * {@code execute}. Equal to every other of the same event loop.
 */
public interface Loop extends Executor {
  /** Runs a task on the loop after a time. */
  void after(long delayNs, Runnable task);

  /** An event loop that is one of these already. */
  static Loop of(ScheduledExecutorService loop) {
    record Scheduling(ScheduledExecutorService loop) implements Loop {
      @Override
      public void execute(Runnable task) {
        loop.execute(task);
      }

      @Override
      @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it, nothing in it fails
      public void after(long delayNs, Runnable task) {
        loop.schedule(task, delayNs, TimeUnit.NANOSECONDS);
      }
    }
    return new Scheduling(loop);
  }
}
