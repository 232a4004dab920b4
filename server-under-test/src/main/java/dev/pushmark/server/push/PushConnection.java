package dev.pushmark.server.push;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.room.Batch;
import dev.pushmark.server.room.Event;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.wire.Downlink;
import dev.pushmark.server.wire.EventText;
import dev.pushmark.server.wire.LoopContext;
import dev.pushmark.server.wire.PushStreams;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a request that pushes go with. A batch is pushed event by event as the client takes
 * them; the next one is asked for when the last has gone.
 */
final class PushConnection extends Downlink {
  private static final String TRANSPORT = "push";

  /** A batch of which not everything has been pushed yet. */
  private record Unpushed(ByteBuf encoded, Batch batch) {}

  private final String path;
  private @Nullable PushStreams pushes;
  private @Nullable Unpushed unpushed;
  private int next;
  private boolean pumping;

  /**
   * Nothing pushed yet.
   *
   * @param path under which each event is promised, by its id
   */
  PushConnection(LoopContext loop, String path, Grant grant, Duration heartbeat) {
    super(loop, TRANSPORT, grant, heartbeat);
    this.path = path;
  }

  void start(String authority, String room, EventId place) {
    pushes = new PushStreams(context().channel(), authority, this::pumpLater);
    say(JsonForm.place(place, LoopContext.ALLOCATOR));
    follow(room, place, JsonForm.TEXTS);
  }

  @Override
  public boolean isReady() {
    return unpushed == null && pushes != null && pushes.isReady();
  }

  @Override
  protected void send(ByteBuf encoded, Batch batch) {
    if (batch.lostAfter() != null) {
      say(encoded.readRetainedSlice(JsonForm.gapBytes(batch)));
    }
    unpushed = new Unpushed(encoded, batch);
    next = 0;
    pump();
  }

  private void pump() {
    Unpushed rest = unpushed;
    if (rest == null || pushes == null) {
      return;
    }
    Batch batch = rest.batch;
    while (next < batch.events().size() && pushes.isReady()) {
      Event event = batch.events().get(next++);
      int bytes = EventText.eventBytes(batch.epoch(), event);
      ByteBuf json = rest.encoded.readRetainedSlice(bytes);
      pushes.push(path + new EventId(batch.epoch(), event.offset()), json);
    }
    if (next == batch.events().size()) {
      release();
    }
    context().flush();
  }

  /** Not at once: pushed streams end while others are written. */
  private void pumpLater() {
    if (!pumping) {
      pumping = true;
      loop().execute(this::pumpAndResume);
    }
  }

  private void pumpAndResume() {
    pumping = false;
    if (!context().isRemoved()) {
      pump();
      resume();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    pumpLater();
  }

  private void release() {
    if (unpushed != null) {
      unpushed.encoded.release();
      unpushed = null;
    }
  }

  /** An empty line; and should the client have changed what it allows, that is noticed here. */
  @Override
  protected void sendHeartbeat() {
    say(ByteBufUtil.writeAscii(LoopContext.ALLOCATOR, "\n"));
  }

  /** On the request's own stream; while that waits for the client's window, nothing is pushed. */
  private void say(ByteBuf line) {
    context().writeAndFlush(line).addListener(written -> pumpLater());
  }

  /** A client is not told why: it comes back, and learns then what has changed. */
  @Override
  protected void sendEnd(End why) {
    writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  @Override
  protected void stop() {
    super.stop();
    release();
    if (pushes != null) {
      pushes.close();
    }
  }
}
