package dev.pushmark.server.sse;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.compression.Gzip;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Downlink;
import dev.pushmark.server.wire.LoopContext;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A channel that carries an event stream and nothing else any more. */
final class SseConnection extends Downlink {
  private static final String TRANSPORT = "sse";

  private final SseForm form;

  /** What the end of this stream has to tell of it; null if it is not compressed. */
  private final @Nullable Gzip pieces;

  SseConnection(LoopContext loop, SseForm form, Grant grant, Duration heartbeat) {
    super(loop, TRANSPORT, grant, heartbeat);
    this.form = form;
    this.pieces = form.isGzip() ? new Gzip() : null;
  }

  void start(String room, EventId place) {
    write(form.preamble(place, LoopContext.ALLOCATOR), place);
    follow(room, place, form);
  }

  private void write(ByteBuf encoded, Object what) {
    if (pieces != null) {
      pieces.add(SseForm.piece(what));
    }
    writeAndFlush(encoded);
  }

  @Override
  protected void send(ByteBuf encoded, Batch batch) {
    write(encoded, batch);
  }

  @Override
  protected void sendHeartbeat() {
    write(form.heartbeat(LoopContext.ALLOCATOR), form);
  }

  /** A client is not told why: it comes back, and learns then what has changed. */
  @Override
  protected void sendEnd(End why) {
    writeAndDisconnect(form.end(pieces, LoopContext.ALLOCATOR));
  }
}
