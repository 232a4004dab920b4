package dev.pushmark.bench.calibration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Stops a process of ours for a while, and sees to it that it goes on. */
record ServerSignals(long pid) implements Player.Stall {
  private static final long STOPPED_MS = 100;

  @Override
  public void stall(Runnable stopped) {
    try {
      try {
        send("STOP");
      } finally {
        stopped.run();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(STOPPED_MS);
      } finally {
        send("CONT");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String signal) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("the server could not be sent the signal " + signal);
    }
  }
}
