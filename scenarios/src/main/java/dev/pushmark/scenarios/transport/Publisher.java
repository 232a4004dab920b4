package dev.pushmark.scenarios.transport;

import io.netty.buffer.ByteBuf;

/** One publisher's open connection. Used on its event loop only. */
public interface Publisher {
  /** How long the server has to take what is queued when the connection closes. */
  int CLOSE_SECONDS = 5;

  /** Queues an event, a JSON text, whose buffer is the publisher's from now on. */
  void write(ByteBuf event);

  /** Hands what is queued to the socket, without waiting for it or for answers. */
  void flush();

  /**
   * Closes the connection once the server has taken what is queued, as far as its answers tell, or
   * after {@link #CLOSE_SECONDS}: closing at once could make TCP throw away what the server has not
   * read yet. Returns at once.
   */
  void close();
}
