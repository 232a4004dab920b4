package dev.pushmark.scenarios.transport;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A way by which publishers reach the server. */
public interface Publishing {
  /**
   * Opens a publisher; called on the line's event loop.
   *
   * @param complaints is told, on the same loop, of refused events and lost connections
   * @return completes on the loop when events can be sent; exceptionally with an {@link
   *     java.io.IOException} when they cannot
   */
  CompletableFuture<Publisher> open(Line line, String room, Consumer<String> complaints);
}
