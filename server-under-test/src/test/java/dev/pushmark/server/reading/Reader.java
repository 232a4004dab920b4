package dev.pushmark.server.reading;

/** One client that reads a room. */
public interface Reader extends AutoCloseable {
  /** The next event or gap; an {@link AssertionError} when none comes in good time. */
  Item next() throws Exception;

  @Override
  void close();
}
