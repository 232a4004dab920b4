package dev.pushmark.scenarios.reconnect;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Publishing;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishers that have something better to do than to complain when the server is gone: they drop
 * the connection of which there is a complaint and try for another until there is one. What is to
 * be published meanwhile is thrown away, as by an application that keeps no outbox; it counts as
 * published, and so as lost unless subscribers are told of a gap.
 */
public final class ReturningPublishing implements Publishing {
  private static final long WAIT_MS = 20;

  private final Publishing publishing;

  public ReturningPublishing(Publishing publishing) {
    this.publishing = publishing;
  }

  @Override
  public CompletableFuture<Publisher> open(Line line, String room, Consumer<String> complaints) {
    Returning returning = new Returning(line, room);
    return returning.connect().thenApply(opened -> returning);
  }

  /** Used on the line's event loop only. */
  private final class Returning implements Publisher {
    private final Line line;
    private final String room;
    private @Nullable Publisher current;
    private boolean closed;

    /** Which connection is listened to: what an earlier one still complains of is known. */
    private int connection;

    Returning(Line line, String room) {
      this.line = line;
      this.room = room;
    }

    CompletableFuture<Publisher> connect() {
      int number = ++connection;
      return publishing
          .open(line, room, complaint -> lost(number))
          .thenApply(
              opened -> {
                if (closed || number != connection) {
                  opened.close();
                } else {
                  current = opened;
                }
                return opened;
              });
    }

    private void lost(int number) {
      if (number != connection || closed) {
        return;
      }
      connection++;
      if (current != null) {
        current.close();
        current = null;
      }
      tryAgain();
    }

    private void tryAgain() {
      line.loop().schedule(this::comeBack, WAIT_MS, TimeUnit.MILLISECONDS);
    }

    private void comeBack() {
      if (closed || current != null) {
        return;
      }
      int number = connection + 1;
      var unused =
          connect()
              .whenComplete(
                  (opened, failure) -> {
                    if (failure != null && number == connection) {
                      tryAgain();
                    }
                  });
    }

    @Override
    public void write(ByteBuf event) {
      if (current == null) {
        event.release();
      } else {
        current.write(event);
      }
    }

    @Override
    public void flush() {
      if (current != null) {
        current.flush();
      }
    }

    @Override
    public void close() {
      closed = true;
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }
}
