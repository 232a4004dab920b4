package dev.pushmark.scenarios.fault;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The life of a server's process, in the hands of faults that end or interrupt it. A {@link
 * FaultProxy} calls it on a thread that does nothing else, one call at a time, so that calls may
 * block.
 */
public interface ServerLife {
  /** Ends it; returns when it is gone. */
  void stop() throws IOException, InterruptedException;

  /** Starts it again; returns where it listens, once it does. */
  InetSocketAddress start() throws IOException, InterruptedException;

  /** Stops it in its tracks; returns when it does nothing any more. */
  void pause() throws IOException, InterruptedException;

  /** Lets it go on. */
  void resume() throws IOException, InterruptedException;
}
