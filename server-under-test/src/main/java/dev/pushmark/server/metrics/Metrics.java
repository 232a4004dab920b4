package dev.pushmark.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's figures in Prometheus's text format. What happens per event is counted by each event
 * loop in fields of its own and added up when somebody asks. Thread safe.
 */
public final class Metrics {
  /** The media type of {@link #scrape}. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Duration[] LAG_BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ConcurrentHashMap<String, List<TransportMeters>> transports =
      new ConcurrentHashMap<>();
  private final Timer lag =
      Timer.builder("pushmark.event.loop.lag")
          .description("How late an event loop came to a task that was due")
          .serviceLevelObjectives(LAG_BUCKETS)
          .register(registry);

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider buffers) {
      Gauge.builder("pushmark.buffers", () -> buffers.metric().usedDirectMemory())
          .baseUnit("bytes")
          .description("Memory outside of the heap that buffers are cut from")
          .register(registry);
    }
  }

  /** Meters of one transport for one more event loop. */
  public TransportMeters transport(String name) {
    TransportMeters meters = new TransportMeters();
    transports.computeIfAbsent(name, this::register).add(meters);
    return meters;
  }

  private List<TransportMeters> register(String transport) {
    List<TransportMeters> loops = new CopyOnWriteArrayList<>();
    gauge(loops, transport, "connections", null, "Open connections", m -> m.connections);
    gauge(
        loops,
        transport,
        "queued",
        "bytes",
        "Payload waiting in rooms' logs for subscribers that lag",
        m -> m.queuedBytes);
    counter(
        loops,
        transport,
        "subscriptions",
        null,
        "Subscriptions begun, those of who came back among them; polls are none",
        m -> m.subscriptions);
    counter(loops, transport, "published", null, "Events published", m -> m.published);
    counter(loops, transport, "deliveries", null, "Events delivered", m -> m.deliveries);
    counter(loops, transport, "skipped", null, "Events skipped and told", m -> m.skipped);
    counter(loops, transport, "gaps", null, "Gaps told", m -> m.gaps);
    counter(loops, transport, "received", "bytes", "Taken from TCP", m -> m.receivedBytes);
    counter(loops, transport, "sent", "bytes", "Handed to TCP", m -> m.sentBytes);
    return loops;
  }

  private void gauge(
      List<TransportMeters> loops,
      String transport,
      String name,
      @Nullable String unit,
      String description,
      Function<TransportMeters, Count> count) {
    Gauge.builder("pushmark." + name, loops, all -> sum(all, count))
        .baseUnit(unit)
        .description(description)
        .tag("transport", transport)
        .register(registry);
  }

  private void counter(
      List<TransportMeters> loops,
      String transport,
      String name,
      @Nullable String unit,
      String description,
      Function<TransportMeters, Count> count) {
    FunctionCounter.builder("pushmark." + name, loops, all -> sum(all, count))
        .baseUnit(unit)
        .description(description)
        .tag("transport", transport)
        .register(registry);
  }

  private static double sum(List<TransportMeters> loops, Function<TransportMeters, Count> count) {
    return loops.stream().mapToLong(meters -> count.apply(meters).get()).sum();
  }

  /** The number of rooms, whenever somebody asks. */
  public void rooms(Supplier<Number> rooms) {
    Gauge.builder("pushmark.rooms", rooms).description("Rooms there are").register(registry);
  }

  /** The number of Engine.IO sessions, whenever somebody asks. */
  public void sessions(Supplier<Number> sessions) {
    Gauge.builder("pushmark.sessions", sessions)
        .description("Engine.IO sessions there are, with a connection at present or without")
        .register(registry);
  }

  /** An event loop came to a task this much later than it was due. */
  public void lagged(long lagNs) {
    lag.record(lagNs, TimeUnit.NANOSECONDS);
  }

  /** A request was refused. */
  public void refused(int status) {
    registry.counter("pushmark.refusals", "status", String.valueOf(status)).increment();
  }

  /** All figures now, in Prometheus's text format. */
  public String scrape() {
    return registry.scrape();
  }
}
