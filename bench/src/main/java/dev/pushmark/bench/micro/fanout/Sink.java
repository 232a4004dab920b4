package dev.pushmark.bench.micro.fanout;

import dev.pushmark.bench.micro.wire.Sockets;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.websocket.WebSocketTransport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * The receiving ends, in a process of their own so that what they cost is not the server's: counts
 * messages and says so.
 */
public final class Sink {
  static final String SUBSCRIBED = "subscribed";
  static final String RECEIVED = "received ";
  static final String ENDED = "ended ";

  private final int reportEvery;
  private final long[] messages;
  private final CountDownLatch running;
  private int subscribed;
  private long received;

  private Sink(int subscribers, int reportEvery) {
    this.reportEvery = reportEvery;
    this.messages = new long[subscribers];
    this.running = new CountDownLatch(subscribers);
  }

  /**
   * Receives until the server has closed every connection.
   *
   * @param args the server's address, the room, the number of subscribers, and after how many
   *     messages to say how many there have been
   */
  public static void main(String[] args) throws InterruptedException {
    Sink sink = new Sink(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    EventLoopGroup group = Sockets.newGroup("sink");
    Line line =
        new Line(
            group.next(),
            Sockets.client(),
            Endpoint.of(URI.create(args[0])),
            new Tally(),
            Clock.system());
    line.loop().execute(() -> sink.subscribe(line, args[1]));
    sink.running.await();
    group.shutdownGracefully().syncUninterruptibly();
    sink.report();
  }

  private void subscribe(Line line, String room) {
    WebSocketTransport transport = new WebSocketTransport();
    for (int i = 0; i < messages.length; i++) {
      transport.subscribe(line, room, new Counter(i));
    }
  }

  private void report() {
    long fewest = Arrays.stream(messages).min().orElse(0);
    long most = Arrays.stream(messages).max().orElse(0);
    System.out.println(ENDED + received + " " + fewest + " " + most);
  }

  /** One subscriber; all share the event loop. */
  private final class Counter implements Receiver {
    private final int number;

    Counter(int number) {
      this.number = number;
    }

    @Override
    public void subscribed() {
      if (++subscribed == messages.length) {
        System.out.println(SUBSCRIBED);
      }
    }

    @Override
    public void received(ByteBuf bytes, int from, int to) {
      messages[number]++;
      if (++received % reportEvery == 0) {
        System.out.println(RECEIVED + received);
      }
    }

    @Override
    public void gap(long missed) {
      System.err.println("the server told of a gap");
    }

    @Override
    public void ended(String reason) {
      running.countDown();
    }
  }
}
