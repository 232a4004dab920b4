package dev.pushmark.server.socketio.engine;

import dev.pushmark.server.metrics.TransportMeters;
import dev.pushmark.server.wire.LoopContext;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client, over whatever connections. Everything but {@link #run} and {@link #home} is confined
 * to the home loop.
 */
public final class Session {
  private static final String TRANSPORT = "socketio";

  private final Sessions sessions;
  private final String id;
  private final String peer;
  private volatile LoopContext home;
  private @Nullable MessageHandler handler;

  /** Carries this session as long as no WebSocket does. */
  private final Polling polling = new Polling();

  /** The WebSocket that carries this session; null while it polls. */
  private @Nullable EngineSocket socket;

  /** The WebSocket that may come to carry it. */
  private @Nullable EngineSocket candidate;

  private long pongNs;
  private boolean pinged;
  private boolean probed;
  private boolean closed;

  Session(Sessions sessions, String id, LoopContext home, String peer) {
    this.sessions = sessions;
    this.id = id;
    this.home = home;
    this.peer = peer;
    this.pongNs = home.nanoTime();
  }

  String id() {
    return id;
  }

  EngineSettings settings() {
    return sessions.settings();
  }

  /** Whom the first request came from. */
  public String peer() {
    return peer;
  }

  /** The event loop that this session belongs to now. */
  public LoopContext home() {
    return home;
  }

  /** Where this session is counted. */
  public TransportMeters meters() {
    return home.meters(TRANSPORT);
  }

  /**
   * Runs a task on the home loop, at once if that is where the caller is.
   *
   * @param here the loop that the caller runs on
   */
  void run(LoopContext here, Runnable task) {
    LoopContext there = home;
    if (here == there) {
      task.run();
    } else {
      Hop.queue(there, () -> run(there, task)); // it may have moved on meanwhile
    }
  }

  void begin(MessageHandler messages) {
    handler = messages;
  }

  private MessageHandler handler() {
    if (handler == null) {
      throw new IllegalStateException("not opened yet");
    }
    return handler;
  }

  /** The payload that tells a polling client of its session. */
  ByteBuf openByPolling() {
    sessions.sweep(home).add(this);
    byte[] packet = openPacket(true);
    return LoopContext.ALLOCATOR.buffer(packet.length).writeBytes(packet);
  }

  void openBySocket(EngineSocket opened) {
    socket = opened;
    opened.sendPacket(openPacket(false));
    opened.carry(this);
    opened.flush();
  }

  private byte[] openPacket(boolean upgradable) {
    String packet = PacketType.OPEN + settings().handshake(id, upgradable);
    return packet.getBytes(StandardCharsets.US_ASCII);
  }

  void poll(Poll poll) {
    if (isOver() || socket != null) {
      poll.refuse(home, EngineError.UNKNOWN_SID);
      return;
    }
    Poll earlier = polling.take();
    if (earlier != null) {
      earlier.answer(home, PacketType.CLOSE);
      poll.refuse(home, EngineError.BAD_REQUEST_FORM);
      close();
      return;
    }
    polling.park(poll);
    polling.flush(home);
    if (polling.waits() && probed && candidate != null) {
      letUpgradePass(candidate, poll);
    } else if (polling.waits()) {
      handler().ready();
    }
  }

  /** Nobody reads the answer to a poll any more. */
  void abandoned(Poll poll) {
    if (polling.waits(poll)) {
      polling.take();
      close();
    }
  }

  void post(Post post, byte[] body) {
    if (isOver() || socket != null) {
      post.refuse(home, EngineError.UNKNOWN_SID);
      return;
    }
    try {
      List<Payload.Packet> packets = Payload.read(body);
      for (int i = 0; i < packets.size() && !closed; i++) {
        receive(packets.get(i));
      }
      if (!closed) {
        handled();
      }
      post.accept(home);
    } catch (BadPacketException e) {
      post.refuse(home, EngineError.BAD_REQUEST_FORM);
      close();
    }
  }

  private void receive(Payload.Packet packet) throws BadPacketException {
    switch (packet.type()) {
      case PacketType.CLOSE -> close();
      case PacketType.PONG -> pong();
      case PacketType.MESSAGE -> handler().text(packet.content());
      case PacketType.BINARY -> handler().binary(packet.content());
      default -> {} // a noop
    }
  }

  void pong() {
    pinged = false;
    pongNs = home.nanoTime();
  }

  /** A text message from the WebSocket that carries this session. */
  void text(byte[] message) throws BadPacketException {
    handler().text(message);
  }

  void binary(byte[] message) throws BadPacketException {
    handler().binary(message);
  }

  /** All that came in one go has been handled: sends the answers. */
  void handled() {
    handler().handled();
    flush();
  }

  /** The WebSocket can take more. */
  void ready() {
    handler().ready();
  }

  /** A WebSocket asks to carry this session; one at a time may. */
  boolean offer(EngineSocket offered) {
    if (isOver() || socket != null || candidate != null) {
      return false;
    }
    candidate = offered;
    probed = false;
    return true;
  }

  /**
   * A WebSocket shows that it carries packets both ways. From now on no poll waits: the client may
   * hear by the poll that is let go before it hears by the WebSocket, and polls once more.
   */
  void probe(EngineSocket from) {
    if (candidate != from) {
      from.run(home, from::refuse);
      return;
    }
    probed = true;
    from.run(home, from::answerProbe);
    polling.answerNoop(home);
  }

  /**
   * Lets a poll go once the WebSocket's event loop has had its turn: the packet that completes the
   * upgrade may have come there before the poll came here.
   */
  private void letUpgradePass(EngineSocket upgrading, Poll poll) {
    LoopContext its = upgrading.home();
    Hop.queue(
        its,
        () ->
            run(
                its,
                () -> {
                  if (polling.waits(poll)) {
                    polling.answerNoop(home);
                  }
                }));
  }

  /** A WebSocket takes this session over, and with it to its own event loop. */
  void upgrade(EngineSocket to) {
    if (candidate != to || !probed || isOver()) {
      to.run(home, to::refuse);
      return;
    }
    handler().suspend();
    Poll late = polling.take();
    if (late != null) {
      late.refuse(home, EngineError.UNKNOWN_SID); // no client polls any more when it upgrades
    }
    candidate = null;
    socket = to;
    sessions.sweep(home).remove(this);
    LoopContext from = home;
    home = to.home();
    to.run(from, () -> arrive(to));
  }

  private void arrive(EngineSocket carrier) {
    if (closed) {
      return;
    }
    if (carrier.isGone()) {
      close();
      return;
    }
    polling.moveTo(carrier);
    handler().resume();
    carrier.carry(this);
    carrier.flush();
  }

  /** A WebSocket has gone, before or after it came to carry this session. */
  void socketGone(EngineSocket gone) {
    if (candidate == gone) {
      candidate = null;
    } else if (socket == gone) {
      close();
    }
  }

  /** Whether this has ended. */
  public boolean isClosed() {
    return closed;
  }

  /** Queues a text message. */
  public void sendText(byte[] message) {
    if (closed) {
      return;
    }
    if (socket != null) {
      socket.sendText(message);
    } else {
      polling.outbox().addText(message);
      bound(polling.outbox());
    }
  }

  /** Queues a binary message. */
  public void sendBinary(byte[] message) {
    if (closed) {
      return;
    }
    if (socket != null) {
      socket.sendBinary(message);
    } else {
      polling.outbox().addBinary(message);
      bound(polling.outbox());
    }
  }

  /** A client that asks and asks and never polls for the answers gets none. */
  private void bound(Outbox outbox) {
    if (outbox.bytes() > 2 * settings().maxPayloadBytes()) {
      close();
    }
  }

  /** Sends what is queued, if the client is there to take it. */
  public void flush() {
    if (socket != null) {
      socket.flush();
    } else {
      polling.flush(home);
    }
  }

  /** Whether messages go out as frames rather than in payloads. */
  public boolean isOnSocket() {
    return socket != null;
  }

  /** Whether {@link #deliver} would reach the client now. */
  public boolean isReady() {
    return !closed && (socket == null ? polling.waits() : socket.isReady());
  }

  /**
   * Sends packets now, which are taken over.
   *
   * @param packets frames, or packets of a payload, as {@link #isOnSocket} says
   */
  public void deliver(ByteBuf packets) {
    if (socket != null) {
      socket.deliver(packets);
    } else {
      polling.deliver(home, packets);
    }
  }

  /** Whether this has ended, for want of a pong perhaps only just now. */
  private boolean isOver() {
    if (!closed && home.nanoTime() - pongNs >= aliveNs()) {
      close();
    }
    return closed;
  }

  private long aliveNs() {
    return settings().pingInterval().plus(settings().pingTimeout()).toNanos();
  }

  void sweep(long nowNs) {
    if (isOver()) {
      return;
    }
    if (!pinged && nowNs - pongNs >= settings().pingInterval().toNanos()) {
      pinged = true;
      ping();
    }
    handler().sweep(nowNs);
    flush();
  }

  private void ping() {
    String ping = String.valueOf(PacketType.PING);
    if (socket != null) {
      socket.sendPacket(ping.getBytes(StandardCharsets.US_ASCII));
    } else {
      polling.outbox().add(ping);
    }
  }

  /** The server shuts down: the client is to come back when there is a server again. */
  void drain() {
    Poll poll = polling.take();
    if (poll != null) {
      poll.answer(home, PacketType.CLOSE);
    }
    close();
  }

  /** Ends this session; again does nothing. */
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    sessions.forget(this);
    sessions.sweep(home).remove(this);
    polling.answerNoop(home);
    polling.forgetPackets();
    if (candidate != null) {
      candidate.run(home, candidate::refuse);
    }
    if (socket != null) {
      socket.run(home, socket::end);
    }
    handler().closed();
  }
}
