package dev.pushmark.scenarios.gatling;

import dev.pushmark.scenarios.pacing.Pacer;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Line;
import dev.pushmark.scenarios.transport.Tally;
import dev.pushmark.scenarios.transport.Transport;
import io.gatling.core.CoreComponents;
import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.session.Session;
import io.gatling.netty.util.Transports;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import scala.Function1;
import scala.runtime.BoxedUnit;

/** What the actions of one simulation share: lines, transport, pacer. Thread safe. */
final class RealtimeComponents implements ProtocolComponents {
  /** Session attribute of a virtual user's open subscription. */
  static final String SUBSCRIPTION = "pushmark.subscription";

  /** Session attribute of a virtual user whose connections no fault strikes. */
  static final String BYSTANDER = "pushmark.bystander";

  /** From the start of the simulation; the measurement then begins with whoever is there. */
  private static final long READY_SECONDS = 60;

  private final RealtimeProtocol protocol;
  private final Measurement measurement;
  private final Transport transport;
  private final ChannelFactory<? extends Channel> channels;
  private final Line publishingLine;
  private final Pacer pacer;
  private final AtomicInteger publishers = new AtomicInteger();

  RealtimeComponents(CoreComponents core, RealtimeProtocol protocol) {
    boolean nativeTransport = core.configuration().netty().useNativeTransport();
    boolean ioUring = core.configuration().netty().useIoUring();
    this.protocol = protocol;
    this.measurement = protocol.measurement();
    this.transport = protocol.createTransport();
    this.channels = Transports.newSocketChannelFactory(nativeTransport, ioUring);
    EventLoopGroup publishing =
        Transports.newEventLoopGroup(nativeTransport, ioUring, 1, "pushmark-publisher");
    core.actorSystem()
        .registerOnTermination(
            () -> {
              publishing.shutdownGracefully();
              return BoxedUnit.UNIT;
            });
    this.publishingLine = newLine(publishing.next(), protocol.endpoint());
    this.pacer = new Pacer(publishingLine.loop(), measurement.clock(), measurement.recorder());
    publishing.schedule(measurement::beginAnyway, READY_SECONDS, TimeUnit.SECONDS);
  }

  RealtimeProtocol protocol() {
    return protocol;
  }

  Measurement measurement() {
    return measurement;
  }

  Transport transport() {
    return transport;
  }

  Pacer pacer() {
    return pacer;
  }

  Line publishingLine() {
    return publishingLine;
  }

  Line subscribingLine(EventLoop loop) {
    return measurement.traffic().line(loop, own -> newLine(own, protocol.subscribersEndpoint()));
  }

  /** The line of bystanders, which goes past whatever is between the others and the server. */
  Line bystandersLine(EventLoop loop) {
    return measurement.traffic().directLine(loop, own -> newLine(own, protocol.endpoint()));
  }

  /** A seed for the next publisher: the same for the same number in every simulation. */
  long nextPublisherSeed() {
    return protocol.seed() * 1_000_003 + publishers.getAndIncrement();
  }

  private Line newLine(EventLoop loop, Endpoint endpoint) {
    return new Line(
        loop,
        channels,
        endpoint,
        new Tally(),
        measurement.clock(),
        protocol.access(),
        protocol.compression());
  }

  @Override
  public Function1<Session, Session> onStart() {
    return session -> session;
  }

  /** Closes what a virtual user leaves open. */
  @Override
  public Function1<Session, BoxedUnit> onExit() {
    return session -> {
      if (session.attributes().contains(SUBSCRIPTION) && !session.eventLoop().isShutdown()) {
        VirtualSubscriber left = (VirtualSubscriber) session.attributes().apply(SUBSCRIPTION);
        session.eventLoop().execute(left::leave);
      }
      return BoxedUnit.UNIT;
    };
  }
}
