package dev.pushmark.server.socketio.engine;

import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.NORMAL_CLOSURE;
import static io.netty.handler.codec.http.websocketx.WebSocketCloseStatus.POLICY_VIOLATION;

import dev.pushmark.server.wire.LoopContext;
import dev.pushmark.server.wire.WebSocket;
import dev.pushmark.server.wire.WebSocketFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket that carries a session, or tries to take one over. Confined to its event loop. */
final class EngineSocket extends WebSocket {
  private static final Logger LOG = LoggerFactory.getLogger(EngineSocket.class);

  /** Engine.IO has pings of its own. */
  private static final long NO_HEARTBEAT = Long.MAX_VALUE;

  private static final String TRANSPORT = "socketio";
  private static final byte[] PROBE = "2probe".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PROBED = "3probe".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UPGRADE = {PacketType.UPGRADE};

  private enum State {
    /** Maybe not in a pipeline yet; what came in one packet with the handshake waits. */
    NEW,
    /** Shows that it works; the session still polls. */
    TRYING,
    /** Has asked for the session, which is on its way; what is said meanwhile waits. */
    TAKING_OVER,
    /** Messages are the session's, which is at home on this loop. */
    CARRYING,
    /** Closes or has closed. */
    GONE
  }

  /** A whole message. */
  private record Message(boolean binary, byte[] bytes) {}

  private final EngineSettings settings;
  private State state = State.NEW;
  private @Nullable Session session;
  private @Nullable Deque<Message> waiting;

  private final long sinceNs;

  EngineSocket(LoopContext loop, EngineSettings settings) {
    super(loop, TRANSPORT, settings.maxPayloadBytes(), true, NO_HEARTBEAT, null);
    this.settings = settings;
    this.sinceNs = loop.nanoTime();
  }

  LoopContext home() {
    return loop();
  }

  /** Runs a task on this socket's event loop, at once if the caller, on {@code here}, is there. */
  void run(LoopContext here, Runnable task) {
    Hop.run(here, loop(), task);
  }

  boolean isGone() {
    return state == State.GONE;
  }

  boolean isReady() {
    return state == State.CARRYING && context().channel().isWritable();
  }

  /** From now on this is about to be in a pipeline, and tries to take {@code wanted} over. */
  void tries(@Nullable Session wanted) {
    session = wanted;
    state = State.TRYING;
  }

  /** From now on this carries {@code carried}. */
  void carry(Session carried) {
    session = carried;
    state = State.CARRYING;
    Deque<Message> queue = waiting;
    waiting = null;
    if (queue != null) {
      context().channel().config().setAutoRead(true);
      for (Message message : queue) {
        receive(message);
      }
      carried.handled();
    }
  }

  /** The session does not want this, or not any more. */
  void refuse() {
    if (state == State.NEW) {
      state = State.GONE;
    } else {
      close(POLICY_VIOLATION);
    }
  }

  /** The session has ended. */
  void end() {
    close(NORMAL_CLOSURE);
  }

  void answerProbe() {
    if (state == State.TRYING) {
      sendPacket(PROBED);
      flush();
    }
  }

  /** Writes a message as a packet in a text frame. */
  void sendText(byte[] message) {
    ByteBuf frame = frame(message.length + 1);
    WebSocketFrames.writeTextHeader(frame, message.length + 1);
    queue(frame.writeByte(PacketType.MESSAGE).writeBytes(message));
  }

  void sendBinary(byte[] message) {
    ByteBuf frame = frame(message.length);
    WebSocketFrames.writeBinaryHeader(frame, message.length);
    queue(frame.writeBytes(message));
  }

  void sendPacket(byte[] packet) {
    ByteBuf frame = frame(packet.length);
    WebSocketFrames.writeTextHeader(frame, packet.length);
    queue(frame.writeBytes(packet));
  }

  private static ByteBuf frame(int length) {
    return LoopContext.ALLOCATOR.buffer(WebSocketFrames.MAX_HEADER_BYTES + length);
  }

  private void queue(ByteBuf frame) {
    if (isGone()) {
      frame.release();
    } else {
      write(frame);
    }
  }

  void flush() {
    if (state != State.GONE) {
      context().flush();
    }
  }

  void deliver(ByteBuf frames) {
    if (isGone()) {
      frames.release();
    } else {
      send(frames);
    }
  }

  @Override
  protected void receive(ByteBuf message, boolean isBinary) {
    receive(new Message(isBinary, ByteBufUtil.getBytes(message)));
  }

  private void receive(Message message) {
    switch (state) {
      case TRYING -> tryWith(message);
      case NEW, TAKING_OVER -> {
        if (waiting == null) {
          waiting = new ArrayDeque<>(1);
        }
        waiting.add(message);
      }
      case CARRYING -> hand(message);
      case GONE -> {}
    }
  }

  private void tryWith(Message message) {
    Session wanted = session;
    if (wanted != null && Arrays.equals(message.bytes(), PROBE)) {
      wanted.run(loop(), () -> wanted.probe(this));
    } else if (wanted != null && Arrays.equals(message.bytes(), UPGRADE)) {
      state = State.TAKING_OVER;
      waiting = new ArrayDeque<>(1);
      context().channel().config().setAutoRead(false);
      wanted.run(loop(), () -> wanted.upgrade(this));
    } else {
      close(POLICY_VIOLATION);
    }
  }

  private void hand(Message message) {
    Session carried = session;
    if (carried == null) {
      return;
    }
    try {
      if (message.binary()) {
        carried.binary(message.bytes());
      } else {
        packet(carried, message.bytes());
      }
    } catch (BadPacketException e) {
      LOG.debug("refused: {}", e.reason());
      close(POLICY_VIOLATION);
    }
  }

  private static void packet(Session carried, byte[] packet) throws BadPacketException {
    switch (packet.length == 0 ? 0 : packet[0]) {
      case PacketType.MESSAGE -> carried.text(Arrays.copyOfRange(packet, 1, packet.length));
      case PacketType.PONG -> carried.pong();
      case PacketType.CLOSE -> carried.close();
      case PacketType.NOOP -> {}
      default -> throw new BadPacketException("a packet must begin with 1, 3, 4 or 6");
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (state == State.CARRYING && session != null) {
      session.handled();
    }
    super.channelReadComplete(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    super.channelWritabilityChanged(ctx);
    if (state == State.TAKING_OVER) {
      ctx.channel().config().setAutoRead(false);
    } else if (isReady() && session != null) {
      session.ready();
    }
  }

  @Override
  protected void leave() {
    if (state == State.TAKING_OVER) {
      context().channel().config().setAutoRead(true); // for the peer's close frame
    }
    state = State.GONE;
    waiting = null;
    Session left = session;
    session = null;
    if (left != null) {
      left.run(loop(), () -> left.socketGone(this));
    }
  }

  @Override
  protected void lookAfter(long nowNs) {
    if (state == State.CARRYING && session != null) {
      session.sweep(nowNs);
    } else if (state == State.TRYING && nowNs - sinceNs > settings.upgradeTimeout().toNanos()) {
      close(POLICY_VIOLATION);
    }
  }
}
