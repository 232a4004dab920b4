package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Workload;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.reconnect.Backoff;
import dev.pushmark.scenarios.reconnect.Reconnecting;
import dev.pushmark.scenarios.reconnect.ReturningPublishing;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Endpoint;
import dev.pushmark.scenarios.transport.Publishing;
import dev.pushmark.scenarios.transport.Token;
import dev.pushmark.scenarios.transport.TokenKey;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.javaapi.core.ProtocolBuilder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/**
 * A Gatling protocol that subscribes to events and publishes them over any of Pushmark's
 * transports. Immutable; a simulation measures with one of them.
 *
 * <pre>{@code
 * RealtimeProtocol realtime = realtime("http://localhost:8080").transport("sse");
 * setUp(
 *     scenario("readers")
 *         .exec(subscribe("join").room("lobby"), hold("listen").during(ofSeconds(10)), close("leave"))
 *         .injectOpen(atOnceUsers(100)),
 *     scenario("writer")
 *         .exec(publish("say").room("lobby").schedule(new Poisson(5)).during(ofSeconds(8)))
 *         .injectOpen(nothingFor(1), atOnceUsers(1)))
 *   .protocols(realtime)
 *   .assertions(details("listen").failedRequests().count().is(0L));
 * }</pre>
 */
public final class RealtimeProtocol implements Protocol, ProtocolBuilder {
  static final ProtocolKey<RealtimeProtocol, RealtimeComponents> KEY = new Key();

  private static final Polling DEFAULT_POLLING =
      new Polling(
          Duration.ofSeconds(1),
          Polling.Phase.RANDOM,
          Polling.Pace.FIXED_RATE,
          Duration.ofSeconds(20));

  // Changed on a copy only, before anybody else sees it.
  private Endpoint endpoint;
  private String transport = "websocket";
  private Polling polling = DEFAULT_POLLING;
  private Ordering ordering = Ordering.DEFAULT;
  private boolean periodicState;
  private Compression compression = Compression.NONE;
  private Reconnect reconnect = Reconnect.DEFAULT;
  private boolean publishersComeBack;
  private @Nullable InetSocketAddress proxy;
  private @Nullable Token token;
  private @Nullable TokenKey tokenKey;
  private long seed = 1;
  private int subscribers;
  private int publishers;
  private @Nullable Phases phases;
  private @Nullable Measurement measurement;

  private RealtimeProtocol(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** A protocol for a server; WebSocket, and everything is measured, until said otherwise. */
  static RealtimeProtocol of(URI url) {
    Token fromEnvironment = Token.in(System.getenv());
    TokenKey keyFromEnvironment = TokenKey.in(System.getenv());
    return new RealtimeProtocol(Endpoint.of(url))
        .with(
            copy -> {
              copy.token = fromEnvironment;
              copy.tokenKey = keyFromEnvironment;
            });
  }

  private RealtimeProtocol with(Consumer<RealtimeProtocol> change) {
    RealtimeProtocol copy = new RealtimeProtocol(endpoint);
    copy.transport = transport;
    copy.polling = polling;
    copy.ordering = ordering;
    copy.periodicState = periodicState;
    copy.compression = compression;
    copy.reconnect = reconnect;
    copy.publishersComeBack = publishersComeBack;
    copy.proxy = proxy;
    copy.token = token;
    copy.tokenKey = tokenKey;
    copy.seed = seed;
    copy.subscribers = subscribers;
    copy.publishers = publishers;
    copy.phases = phases;
    change.accept(copy);
    return copy;
  }

  /**
   * The transport by which subscribers get events.
   *
   * @throws IllegalArgumentException naming the transports there are
   */
  public RealtimeProtocol transport(String name) {
    String known = Transports.checked(name);
    return with(copy -> copy.transport = known);
  }

  /** How polling subscribers poll. */
  public RealtimeProtocol polling(Polling how) {
    return with(copy -> copy.polling = how);
  }

  /**
   * What subscribers make of the order in which events arrive; they take what comes if not said.
   */
  public RealtimeProtocol ordering(Ordering what) {
    return with(copy -> copy.ordering = what);
  }

  /**
   * Whether an event supersedes the ones before, so that it matters how old what subscribers hold
   * is; not if not said.
   */
  public RealtimeProtocol periodicState(boolean is) {
    return with(copy -> copy.periodicState = is);
  }

  /** What subscribers and publishers ask the server to compress; nothing if not said. */
  public RealtimeProtocol compression(Compression what) {
    return with(copy -> copy.compression = what);
  }

  /** What subscribers do that have been cut off; they stay away if not said. */
  public RealtimeProtocol reconnect(Reconnect how) {
    return with(copy -> copy.reconnect = how);
  }

  /**
   * Whether publishers that have lost their connection open another, as where the server is started
   * anew; events that are due meanwhile are lost. They complain if not said.
   */
  public RealtimeProtocol publishersComeBack(boolean comeBack) {
    return with(copy -> copy.publishersComeBack = comeBack);
  }

  /** Where subscribers connect instead of the server itself; publishers do not. */
  public RealtimeProtocol through(InetSocketAddress address) {
    return with(copy -> copy.proxy = address);
  }

  /**
   * The bearer token that subscribers and publishers show; else that of the environment, if any.
   */
  public RealtimeProtocol token(String text) {
    Token given = Token.of("token", text);
    return with(copy -> copy.token = given);
  }

  /** The seed of poll phases and schedules. */
  public RealtimeProtocol seed(long value) {
    return with(copy -> copy.seed = value);
  }

  /**
   * Measures in phases that begin when so many virtual users have subscribed and so many are ready
   * to publish. Publishers then publish during warm-up and measurement, and subscribers hold until
   * the end of the drain.
   */
  public RealtimeProtocol measure(Phases in, int whenSubscribed, int whenReadyToPublish) {
    return with(
        copy -> {
          copy.phases = in;
          copy.subscribers = whenSubscribed;
          copy.publishers = whenReadyToPublish;
        });
  }

  /** The measurement of the simulation that this protocol is given to. */
  public synchronized Measurement measurement() {
    if (measurement == null) {
      measurement =
          new Measurement(
              Clock.system(),
              phases,
              ordering,
              periodicState,
              reconnect.comesBack(),
              subscribers,
              publishers);
    }
    return measurement;
  }

  /** What lets virtual users in; a refusal ends a round, see {@link Measurement#refused}. */
  Access access() {
    return new Access(token, measurement()::refuse);
  }

  /** How publishers reach the server. */
  Publishing publishing(Workload.PublishVia via) {
    Publishing once = Transports.publishing(via);
    return publishersComeBack ? new ReturningPublishing(once) : once;
  }

  /** What tokens of newcomers are signed with; null where they have none of their own. */
  @Nullable TokenKey tokenKey() {
    return tokenKey;
  }

  Compression compression() {
    return compression;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Where subscribers connect. */
  Endpoint subscribersEndpoint() {
    return proxy == null
        ? endpoint
        : new Endpoint(
            proxy.getAddress().getHostAddress(),
            proxy.getPort(),
            endpoint.prefix(),
            endpoint.tls());
  }

  long seed() {
    return seed;
  }

  dev.pushmark.scenarios.transport.Transport createTransport() {
    PollPhases pollPhases =
        new PollPhases(polling, Math.max(1, subscribers), measurement().clock().nanoTime(), seed);
    dev.pushmark.scenarios.transport.Transport created =
        Transports.create(transport, polling, pollPhases);
    return reconnect.comesBack()
        ? new Reconnecting(
            created,
            Backoff.of(reconnect),
            reconnect.resume(),
            reconnect.maxAttempts(),
            seed,
            measurement().outages(),
            reconnect.silence())
        : created;
  }

  @Override
  public Protocol protocol() {
    return this;
  }

  private static final class Key implements ProtocolKey<RealtimeProtocol, RealtimeComponents> {
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // Scala's Class[Protocol] is invariant
    public Class<Protocol> protocolClass() {
      return (Class) RealtimeProtocol.class;
    }

    @Override
    public RealtimeProtocol defaultProtocolValue(GatlingConfiguration configuration) {
      throw new IllegalStateException("give the simulation .protocols(realtime(URL))");
    }

    @Override
    public Function1<RealtimeProtocol, RealtimeComponents> newComponents(CoreComponents core) {
      return protocol -> new RealtimeComponents(core, protocol);
    }
  }
}
