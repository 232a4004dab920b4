package dev.pushmark.scenarios.recording;

import dev.pushmark.results.model.Convergence;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.SamplePath;
import dev.pushmark.scenarios.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Records what becomes of every event at every subscriber of this process: it hands out a {@link
 * SubscriberRecord} per subscriber and an {@link EventStream} per publisher and adds up what they
 * saw. Its own methods are thread safe; what it hands out says who may use it.
 */
public final class Recorder {
  private final Clock clock;
  private final long drainNs;
  private final Ordering ordering;
  private final boolean periodicState;
  private final Map<Loop, LoopRecorder> loops = new ConcurrentHashMap<>();
  private final Map<String, RoomRecord> rooms = new ConcurrentHashMap<>();
  private final Queue<SubscriberRecord> subscribers = new ConcurrentLinkedQueue<>();
  private final FirstSeconds firstSeconds = new FirstSeconds(this::window);
  private final AtomicReference<@Nullable SubscriberRecord> first = new AtomicReference<>();
  private final Histogram sendDelay = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
  private volatile EventStream[] streams = {};
  private volatile Window window = Window.ALWAYS;
  private int measuredEvents;

  /**
   * A recorder with nothing in it.
   *
   * @param drainNs how long before it leaves a subscriber's last owed event is due
   * @param ordering what its subscribers make of the order in which events arrive
   * @param periodicState whether an event supersedes the ones before, so that their age is recorded
   */
  public Recorder(Clock clock, long drainNs, Ordering ordering, boolean periodicState) {
    this.clock = clock;
    this.drainNs = drainNs;
    this.ordering = ordering;
    this.periodicState = periodicState;
  }

  /** A recorder of events that do not supersede each other. */
  public Recorder(Clock clock, long drainNs, Ordering ordering) {
    this(clock, drainNs, ordering, false);
  }

  /** A recorder whose subscribers take what comes. */
  public Recorder(Clock clock, long drainNs) {
    this(clock, drainNs, Ordering.DEFAULT);
  }

  /** Sets what is measured; before the first stream is opened. */
  public synchronized void measure(Window measurement) {
    if (streams.length > 0) {
      throw new IllegalStateException("the window must be set before events are published");
    }
    window = measurement;
  }

  /**
   * A record for a new subscriber, which begins to connect now.
   *
   * @param loop the event loop that will call it
   * @param sampled is given, on that loop, the largest of every hundred delivery latencies there,
   *     in nanoseconds
   */
  public SubscriberRecord subscriber(String room, Loop loop, LongConsumer sampled) {
    LoopRecorder recorder = loops.computeIfAbsent(loop, LoopRecorder::new);
    SubscriberRecord subscriber =
        new SubscriberRecord(this, recorder, loop, room(room), clock, sampled);
    if (first.compareAndSet(null, subscriber)) {
      subscriber.show(firstSeconds);
    }
    subscribers.add(subscriber);
    return subscriber;
  }

  /**
   * Announces what a publisher is going to publish.
   *
   * @param startNs what the due times are counted from, on this recorder's clock
   */
  public synchronized EventStream publisher(String room, long startNs, long[] dueNs) {
    RoomRecord roomRecord = room(room);
    EventStream stream =
        new EventStream(streams.length, roomRecord, startNs, dueNs, window, measuredEvents);
    measuredEvents += stream.measured();
    EventStream[] more = Arrays.copyOf(streams, streams.length + 1);
    more[streams.length] = stream;
    roomRecord.add(stream);
    streams = more;
    return stream;
  }

  /** Records one publication's own lag; by the one publishing event loop only. */
  public void sent(long intendedSendTimeNs, long actualSendTimeNs) {
    if (window.contains(intendedSendTimeNs)) {
      sendDelay.recordValue(actualSendTimeNs - intendedSendTimeNs);
    }
  }

  /** Delivery latencies recorded since the last call; waits for event loops to end their turn. */
  public Histogram takeInterval() {
    Histogram interval = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
    for (LoopRecorder loop : loops.values()) {
      interval.add(loop.takeDeliveryLatency());
    }
    return interval;
  }

  /** Deliveries so far, of every phase. */
  public long arrivals() {
    return loops.values().stream().mapToLong(loop -> loop.arrivals.get()).sum();
  }

  /** Events published so far, of every phase. */
  public long published() {
    return Arrays.stream(streams).mapToLong(EventStream::published).sum();
  }

  /** The figures of the whole; once every event loop is done with its subscribers. */
  public Recording finish() {
    Totals totals = new Totals();
    subscribers.forEach(subscriber -> subscriber.addTo(totals));
    long scheduled = 0;
    long published = 0;
    for (EventStream stream : streams) {
      scheduled += stream.measured();
      published += stream.measuredAndPublished();
    }
    Histogram serviceTime = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
    Histogram receiveLag = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
    Histogram requestWait = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
    Histogram connect = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
    Histogram spread = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
    Histogram lastDelivery = new Histogram(LoopRecorder.SIGNIFICANT_DIGITS);
    EventTimes events = new EventTimes();
    long duplicated = 0;
    long deduplicated = 0;
    long resequenced = 0;
    long reordered = 0;
    long damaged = 0;
    long negative = 0;
    long wakeUps = 0;
    for (LoopRecorder loop : loops.values()) {
      serviceTime.add(loop.serviceTime);
      receiveLag.add(loop.receiveLag);
      requestWait.add(loop.requestWait);
      connect.add(loop.connect);
      events.add(loop.events);
      duplicated += loop.duplicated;
      deduplicated += loop.deduplicated;
      resequenced += loop.resequenced;
      reordered += loop.reordered;
      damaged += loop.damaged;
      negative += loop.negative;
      wakeUps += loop.wakeUps;
    }
    events.recordSpread(spread);
    events.recordLastDelivery(lastDelivery);
    Map<Metric, Histogram> histograms = new EnumMap<>(totals.ownLatencies.histograms());
    histograms.put(Metric.SERVICE_TIME, serviceTime);
    histograms.put(Metric.SEND_DELAY, sendDelay);
    histograms.put(Metric.RECEIVE_LAG, receiveLag);
    histograms.put(Metric.SPREAD, spread);
    histograms.put(Metric.LAST_DELIVERY, lastDelivery);
    histograms.put(Metric.SUPERSEDED_WAIT, totals.supersededWait);
    histograms.put(Metric.REQUEST_WAIT, requestWait);
    histograms.put(Metric.CONNECT, connect);
    Counts counts =
        new Counts(
            scheduled,
            published,
            totals.expected,
            totals.delivered,
            totals.expected - totals.delivered - totals.skipped,
            totals.skipped,
            duplicated,
            reordered,
            deduplicated,
            resequenced,
            damaged,
            negative);
    Convergence convergence = Document.compare(subscribers);
    return new Recording(
        counts,
        totals.timeOutOfDate(),
        periodicState ? totals.ageOfInformation() : null,
        wakeUps,
        samplePath(),
        convergence.rooms() == 0 ? null : convergence,
        histograms);
  }

  private @Nullable SamplePath samplePath() {
    SubscriberRecord watched = first.get();
    return watched == null || window == Window.ALWAYS
        ? null
        : firstSeconds.path(watched.timeline());
  }

  /** What has been published into these rooms, for clients of other processes that were there. */
  public Roll roll(Collection<String> roomNames) {
    List<Roll.Stream> published = new ArrayList<>();
    for (String name : roomNames) {
      for (EventStream stream : room(name).timeline().streams()) {
        published.add(
            new Roll.Stream(
                name, stream.publisher(), stream.startNs(), stream.dueNs(), stream.published()));
      }
    }
    return new Roll(window.startNs(), window.endNs(), published);
  }

  /** All subscribers there have been. */
  public List<SubscriberRecord> subscribers() {
    return new ArrayList<>(subscribers);
  }

  boolean recordsAge() {
    return periodicState;
  }

  Ordering ordering() {
    return ordering;
  }

  Window window() {
    return window;
  }

  long drainNs() {
    return drainNs;
  }

  @Nullable EventStream stream(int publisher) {
    EventStream[] all = streams;
    return publisher >= 0 && publisher < all.length ? all[publisher] : null;
  }

  private RoomRecord room(String name) {
    return rooms.computeIfAbsent(name, n -> new RoomRecord());
  }
}
