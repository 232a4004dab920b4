package dev.pushmark.server.room;

/** The server's only source of time. */
public interface Clock {
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long currentTimeMillis() {
          return System.currentTimeMillis();
        }
      };

  /** Monotonic; only differences mean something. */
  long nanoTime();

  /** The time of day, for what people read (the {@code Date} header); never for durations. */
  long currentTimeMillis();
}
