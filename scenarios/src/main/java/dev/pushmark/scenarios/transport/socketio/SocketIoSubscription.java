package dev.pushmark.scenarios.transport.socketio;

import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.socketio.SocketIoTransport.Mode;
import dev.pushmark.scenarios.transport.wire.FrameReader;
import dev.pushmark.scenarios.transport.wire.GuardedReceiver;
import dev.pushmark.scenarios.transport.wire.HttpText;
import io.netty.buffer.ByteBuf;
import java.util.StringJoiner;

/** One session and what carries it at present. Used on its event loop only. */
final class SocketIoSubscription implements Subscription {
  private static final byte[] PROBED = HttpText.ascii("3probe");

  private final Mode mode;
  private final Line line;
  private final GuardedReceiver receiver;
  private final Packets packets;
  private final Polls polls;
  private final SocketLink socket;

  /** What is to be said with the next poll. */
  private StringJoiner unsaid = emptyPayload();

  private boolean opened;
  private boolean eventSeen;

  /** The WebSocket works: no more polls, and when the last is answered it takes over. */
  private boolean probed;

  private boolean onSocket;

  SocketIoSubscription(Mode mode, Line line, String join, Receiver receiver) {
    this.mode = mode;
    this.line = line;
    this.receiver = new GuardedReceiver(receiver);
    this.packets = new Packets(line, join, this.receiver, this::send);
    this.polls = new Polls(line, new FromPolls());
    this.socket = new SocketLink(line, new FromSocket(), this::socketOpened);
    this.onSocket = mode == Mode.WEBSOCKET;
  }

  private static StringJoiner emptyPayload() {
    return new StringJoiner("\u001e");
  }

  void open() {
    if (onSocket) {
      socket.open("");
    } else {
      polls.open();
    }
  }

  @Override
  public void close() {
    receiver.silence();
    leave();
  }

  private void leave() {
    polls.close();
    socket.close();
  }

  private void end(String reason) {
    if (!receiver.isSilent()) {
      leave();
      receiver.ended(reason);
    }
  }

  private void send(String packet) {
    if (onSocket) {
      socket.send(packet);
    } else {
      unsaid.add(packet);
    }
  }

  private void socketOpened() {
    if (mode == Mode.UPGRADE) {
      socket.send("2probe");
    }
  }

  private void take(ByteBuf bytes, int from, int to) {
    if (receiver.isSilent()) {
      return;
    }
    if (opened) {
      String end = packets.take(bytes, from, to);
      if (end != null) {
        end(end);
      }
      return;
    }
    String sid = packets.open(bytes, from, to);
    if (sid == null) {
      end(Packets.notUnderstood(bytes, from, to));
      return;
    }
    opened = true;
    polls.session(sid);
    if (mode == Mode.UPGRADE) {
      socket.open("&sid=" + sid);
    }
  }

  private void poll() {
    receiver.requested();
    polls.poll(unsaid());
  }

  private String unsaid() {
    String payload = unsaid.toString();
    unsaid = emptyPayload();
    return payload;
  }

  /** Goes over to the WebSocket when no answer to a poll is awaited any more. */
  private void takeOver() {
    if (!polls.isIdle()) {
      return;
    }
    String payload = unsaid();
    if (!payload.isEmpty()) {
      polls.say(payload);
      return;
    }
    socket.send("5");
    onSocket = true;
    polls.close();
    receiver.upgraded();
  }

  private final class FromPolls implements Polls.Listener {
    @Override
    public void packet(ByteBuf bytes, int from, int to) {
      eventSeen |= to - from > 1; // more than a ping or noop
      take(bytes, from, to);
    }

    @Override
    public void answered() {
      if (!eventSeen) {
        line.tally().emptyPoll();
      }
      eventSeen = false;
      if (probed) {
        takeOver();
      } else if (polls.isIdle()) {
        poll();
      }
    }

    @Override
    public void ended(String reason) {
      end(reason);
    }
  }

  private final class FromSocket implements FrameReader.Listener {
    @Override
    public void message(ByteBuf bytes, int from, int to) {
      if (onSocket) {
        take(bytes, from, to);
      } else if (HttpText.matches(bytes, from, to, PROBED)) {
        probed = true;
        takeOver();
      } else {
        socket.close();
      }
    }

    /** Before it has taken over, it is not missed: the polls go on, as those of all clients do. */
    @Override
    public void closed(String reason) {
      if (onSocket) {
        end(reason);
      } else if (probed) {
        probed = false;
        if (polls.isIdle()) {
          poll();
        }
      }
    }
  }
}
