package dev.pushmark.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Polling;
import dev.pushmark.scenarios.contract.ClientLoop;
import dev.pushmark.scenarios.contract.Events;
import dev.pushmark.scenarios.reconnect.Backoff;
import dev.pushmark.scenarios.reconnect.Outages;
import dev.pushmark.scenarios.reconnect.Reconnecting;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.http.HttpPublishing;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server is restarted under its subscribers, and has forgotten what it sent. */
@Timeout(60)
class RestartThroughProxyTest {
  private static final String ROOM = "room";
  private static final int BEFORE = Events.SMALL_FROM;
  private static final int AFTER = BEFORE + 1;
  private static final int MANY = 10_000;
  private static final Polling POLLING =
      new Polling(
          Duration.ofMillis(20),
          Polling.Phase.RANDOM,
          Polling.Pace.FIXED_RATE,
          Duration.ofSeconds(5));

  private final Outages outages = new Outages();
  private final SequenceReader reader = new SequenceReader();

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "sse", "long-polling"})
  void whoComesBackToARestartedServerIsToldOfAGapAndGoesOn(String name) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (InProcessLife server = new InProcessLife();
        FaultProxy proxy =
            FaultProxy.start(
                Wire.CLOCK,
                new InetSocketAddress(here, 0),
                server.address(),
                ProxyLimits.DEFAULT,
                server);
        ClientLoop subscribing = new ClientLoop(url(proxy.address()))) {
      Transport transport =
          new Reconnecting(
              Transports.create(name, POLLING, new PollPhases(POLLING, 1, 0, 1)),
              new Backoff.Fixed(Duration.ofMillis(5)),
              true,
              MANY,
              1,
              outages);
      Subscription subscription = subscribing.subscribe(transport, ROOM, reader);
      Wire.await("it has subscribed", () -> reader.subscribed);
      publish(server, BEFORE);
      Fault restart = new Fault.Restart(Duration.ofMillis(200));
      proxy
          .run(
              new FaultPlan(1, List.of(new PlannedFault(Duration.ZERO, restart))),
              Wire.CLOCK.nanoTime())
          .get(20, TimeUnit.SECONDS);
      Wire.await("it is back", () -> outages.figures().counts().recovered() == 1);
      publish(server, AFTER);
      subscribing.run(subscription::close);
    }
    assertThat(reader.sequences).containsExactly(BEFORE, SequenceReader.GAP, AFTER);
    assertThat(outages.figures().counts().cuts()).isEqualTo(1);
    assertThat(outages.figures().counts().attempts())
        .as("some were refused while the server was down")
        .isGreaterThan(1);
  }

  /** Publishes to the server itself and waits until it has come. */
  private void publish(InProcessLife server, int event) throws Exception {
    Queue<String> complaints = new ConcurrentLinkedQueue<>();
    try (ClientLoop publishing = new ClientLoop(url(server.address()))) {
      publishing.publish(
          publishing.open(new HttpPublishing(), ROOM, complaints::add), event, event + 1);
      Wire.await("event " + event + " came", () -> reader.latest == event);
      assertThat(complaints).isEmpty();
    }
  }

  private static URI url(InetSocketAddress address) {
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  /** The reference server inside the test, on another port in each life. */
  private static final class InProcessLife implements ServerLife, AutoCloseable {
    private volatile ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());

    InProcessLife() throws IOException {}

    InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    @Override
    public void stop() {
      server.close();
    }

    @Override
    public InetSocketAddress start() throws IOException {
      server = ReferenceServer.start(ServerConfig.defaults());
      return address();
    }

    @Override
    public void pause() throws IOException {
      throw new IOException("a part of this process cannot be paused alone");
    }

    @Override
    public void resume() throws IOException {
      pause();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
