package dev.pushmark.results.report;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.WitnessWords;
import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.LinkTraffic;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Usage;
import dev.pushmark.results.model.Workload;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The figures of the table: what each is called, what it means, and how it is written. */
public enum Figure {
  P50(
      Group.LATENESS,
      "p50",
      "Half of all deliveries came within this time of when their event was due: from the intended"
          + " send time to the receipt, so that a late sender cannot hide.",
      Cells.latency(Percentile.P50)),
  P50_ERROR(
      Group.LATENESS,
      "… its error",
      "How far the p50 of such rounds may lie off what these rounds say, 95 times in 100: Student's t"
          + " on the logarithms of the rounds' own p50s.",
      f -> Cells.error(f.latencyEstimateNs(Percentile.P50), f)),
  P50_RATIO(
      Group.LATENESS,
      "… × the fastest",
      "How many times as long as over the fastest, compared round by round within the blocks, give"
          + " or take the 95 % interval; ~ where chance explains the difference (at 5 %, over all"
          + " comparisons together).",
      (summary, figures) -> Cells.ratio(summary.bySpeed(), figures),
      Figure::severalAreCompared),
  P90(
      Group.LATENESS,
      "p90",
      "9 of 10 deliveries came within this time.",
      Cells.latency(Percentile.P90)),
  P99(
      Group.LATENESS,
      "p99",
      "99 of 100 deliveries came within this time.",
      Cells.latency(Percentile.P99)),
  P99_9(
      Group.LATENESS,
      "p99.9",
      "999 of 1,000 deliveries came within this time.",
      Cells.latency(Percentile.P99_9)),
  MAX(Group.LATENESS, "max", "The latest delivery of all.", Cells::maxLatency),
  BROWSER_P50(
      Group.LATENESS,
      "in the browser, p50",
      "The same in a real browser that subscribed, too: from the intended send time to the script of"
          + " its page, by its own clock. None of its deliveries is in the figures above.",
      BrowserCells.percentile(Percentile.P50),
      Figure::hadBrowser),
  BROWSER_P99(
      Group.LATENESS,
      "in the browser, p99",
      "99 of 100 deliveries came to the browser's page within this time.",
      BrowserCells.percentile(Percentile.P99),
      Figure::hadBrowser),
  WAIT_P50(
      Group.LATENESS,
      "p50, superseded too",
      "Half of all waits were no longer than this, where the wait for an event that was skipped"
          + " counts too: it lasts until the next event in order came in its place.",
      Cells.waiting(Percentile.P50),
      Figure::someWereSkipped),
  WAIT_P90(
      Group.LATENESS,
      "p90, superseded too",
      "The same for 9 of 10 waits.",
      Cells.waiting(Percentile.P90),
      Figure::someWereSkipped),
  WAIT_P99(
      Group.LATENESS,
      "p99, superseded too",
      "The same for 99 of 100 waits.",
      Cells.waiting(Percentile.P99),
      Figure::someWereSkipped),
  WAIT_P99_9(
      Group.LATENESS,
      "p99.9, superseded too",
      "The same for 999 of 1,000 waits.",
      Cells.waiting(Percentile.P99_9),
      Figure::someWereSkipped),
  OWN_P50(
      Group.LATENESS,
      "subscriber's own p50",
      OwnFigures.P50_MEANING,
      Cells.ofEach(Metric.SUBSCRIBER_P50, 50, OwnFigures.P50_NEEDS),
      OwnFigures::showP50),
  OWN_P50_TENTH(
      Group.LATENESS,
      "… worst tenth from",
      "A tenth of the subscribers have an own p50 of this or more.",
      Cells.ofEach(Metric.SUBSCRIBER_P50, 90, OwnFigures.P50_NEEDS),
      OwnFigures::showP50),
  OWN_P50_RANGE(
      Group.LATENESS,
      "… of all subscribers",
      "The smallest and the largest p50 that any subscriber has.",
      Cells.rangeOfEach(Metric.SUBSCRIBER_P50, OwnFigures.P50_NEEDS),
      OwnFigures::showP50),
  OWN_P99(
      Group.LATENESS,
      "subscriber's own p99",
      OwnFigures.P99_MEANING,
      Cells.ofEach(Metric.SUBSCRIBER_P99, 50, OwnFigures.P99_NEEDS),
      OwnFigures::showP99),
  OWN_P99_TENTH(
      Group.LATENESS,
      "… worst tenth from",
      "A tenth of the subscribers have an own p99 of this or more.",
      Cells.ofEach(Metric.SUBSCRIBER_P99, 90, OwnFigures.P99_NEEDS),
      OwnFigures::showP99),
  OWN_P99_RANGE(
      Group.LATENESS,
      "… of all subscribers",
      "The smallest and the largest p99 that any subscriber has.",
      Cells.rangeOfEach(Metric.SUBSCRIBER_P99, OwnFigures.P99_NEEDS),
      OwnFigures::showP99),
  OWN_TOO_FEW(
      Group.LATENESS,
      "… with too few events",
      "Subscribers that received fewer events than their own percentile needs, and have none.",
      OwnFigures::tooFew,
      OwnFigures::someHadTooFew),
  ROOMS_P50(
      Group.LATENESS,
      "rooms' own p50",
      "The smallest and the largest p50 that any room has of its own deliveries, a small room"
          + " counting as much as a big one; a room needs 20 events.",
      Cells.rangeOfEach(Metric.ROOM_P50, OwnFigures.ROOM_NEEDS),
      summary -> OwnFigures.hasRooms(summary) && OwnFigures.showP50(summary)),
  ROOMS_P99(
      Group.LATENESS,
      "rooms' own p99",
      "The smallest and the largest p99 that any room has of its own deliveries, a small room"
          + " counting as much as a big one; a room needs 1,000 events.",
      Cells.rangeOfEach(Metric.ROOM_P99, OwnFigures.ROOM_NEEDS),
      summary -> OwnFigures.hasRooms(summary) && OwnFigures.showP99(summary)),
  LAST_DELIVERY(
      Group.LATENESS,
      "last delivery, p50",
      "Half of all events had reached their last subscriber within this time of when they were"
          + " due: one value per event, however many it went to.",
      Cells.percentile(Metric.LAST_DELIVERY, Percentile.P50)),
  LAST_DELIVERY_P90(
      Group.LATENESS,
      "last delivery, p90",
      "The same for 9 of 10 events.",
      Cells.percentile(Metric.LAST_DELIVERY, Percentile.P90)),
  LAST_DELIVERY_P99(
      Group.LATENESS,
      "last delivery, p99",
      "The same for 99 of 100 events.",
      Cells.percentile(Metric.LAST_DELIVERY, Percentile.P99)),
  REQUEST_WAITS(
      Group.LATENESS,
      "waited for a request",
      "Deliveries whose event was sent before the request that fetched it was: polling's blind"
          + " window, which every event falls into that comes while no request is under way that"
          + " could still take it. A share of all deliveries.",
      PollingFigures::share,
      PollingFigures::shown),
  REQUEST_WAIT_MEAN(
      Group.LATENESS,
      "… how long, mean",
      "The mean time from such an event's actual send to that request.",
      PollingFigures::mean,
      PollingFigures::shown),
  REQUEST_WAIT_MAX(
      Group.LATENESS,
      "… at most",
      "The longest such wait.",
      PollingFigures::max,
      PollingFigures::shown),
  AGE_OF_INFORMATION(
      Group.LATENESS,
      "age of information",
      "How long ago the newest event that a subscriber holds was due, as a mean over all"
          + " subscribers and all of the time (Kaul, Yates, Gruteser 2012). For periodic state only:"
          + " it grows also while there is nothing newer, and skipped versions cost nothing else.",
      f -> Cells.time(f.ageOfInformation().map(a -> a.meanNs())),
      Figure::isPeriodicState),
  AGE_PEAK(
      Group.LATENESS,
      "… its mean peak",
      "The mean of the ages just before a newer event came.",
      f -> Cells.time(f.ageOfInformation().map(a -> a.meanPeakNs())),
      Figure::isPeriodicState),
  OUT_OF_DATE(
      Group.LATENESS,
      "time out of date",
      "How long a subscriber has lacked the newest event, as a mean over all subscribers and all"
          + " of the time; 0 while it has the newest.",
      f -> Cells.time(f.timeOutOfDate().map(t -> t.meanNs()))),
  OUT_OF_DATE_PEAK(
      Group.LATENESS,
      "… its peak",
      "The longest time that any subscriber lacked the newest event.",
      f -> Cells.time(f.timeOutOfDate().map(t -> (double) t.peakNs()))),
  OUT_OF_DATE_SHARE(
      Group.LATENESS,
      "… its share of time",
      "The share of the time that a subscriber lacked the newest event.",
      f -> Cells.of(f.timeOutOfDate().map(t -> t.share()), Units::share)),
  SPREAD(
      Group.LATENESS,
      "spread, p50",
      "From the first to the last delivery of one event, for half of all events: how unequally"
          + " subscribers are served.",
      Cells.percentile(Metric.SPREAD, Percentile.P50)),
  SPREAD_MAX(
      Group.LATENESS,
      "spread, max",
      "The largest spread of any event.",
      f -> Cells.time(f.maxNs(Metric.SPREAD))),
  PUBLISHED(
      Group.ARRIVAL,
      "published events",
      "Events sent during the measurement, in all valid rounds. A percentile q is shown only with"
          + " at least 100/(1−q) of them: p50 200, p90 1,000, p99 10,000, p99.9 100,000.",
      f -> Cells.count(f, f.counts().published())),
  DELIVERED(
      Group.ARRIVAL,
      "delivered",
      "Deliveries that arrived, first copies only; each event is due at every subscriber of its"
          + " room.",
      f -> Cells.count(f, f.counts().delivered())),
  LOST(
      Group.ARRIVAL,
      "lost",
      "Deliveries that never arrived, and the subscriber was told nothing.",
      f -> Cells.count(f, f.counts().lost())),
  SKIPPED(
      Group.ARRIVAL,
      "skipped",
      "Deliveries that never arrived, and the server said so.",
      f -> Cells.count(f, f.counts().skipped())),
  DUPLICATED(
      Group.ARRIVAL,
      "duplicated",
      "Further copies of what had arrived already.",
      f -> Cells.count(f, f.counts().duplicated())),
  REORDERED(
      Group.ARRIVAL,
      "reordered",
      "Deliveries that came after a later event of the same publisher.",
      f -> Cells.count(f, f.counts().reordered())),
  BROWSER_DELIVERED(
      Group.ARRIVAL,
      "in the browser, delivered",
      "Deliveries that came to the browser, first copies only, and how many there should have been:"
          + " it has one subscriber in each of its rooms, which are five at most.",
      BrowserCells::delivered,
      Figure::hadBrowser),
  BROWSER_LOST(
      Group.ARRIVAL,
      "… lost",
      "Deliveries that never came to the browser, and its page was told nothing.",
      BrowserCells.count(BrowserFigures::lost),
      Figure::hadBrowser),
  BROWSER_SKIPPED(
      Group.ARRIVAL,
      "… skipped",
      "Deliveries that never came to the browser, and the server said so.",
      BrowserCells.count(BrowserFigures::skipped),
      Figure::hadBrowser),
  BROWSER_DUPLICATED(
      Group.ARRIVAL,
      "… duplicated",
      "Further copies that came to the browser.",
      BrowserCells.count(BrowserFigures::duplicated),
      Figure::hadBrowser),
  BROWSER_REORDERED(
      Group.ARRIVAL,
      "… reordered",
      "Deliveries that came to the browser after a later event of the same publisher.",
      BrowserCells.count(BrowserFigures::reordered),
      Figure::hadBrowser),
  DEDUPLICATED(
      Group.ARRIVAL,
      "deduplicated",
      "Further copies that checking subscribers kept from their applications.",
      f -> Cells.count(f, f.counts().deduplicated()),
      Figure::subscribersChecked),
  RESEQUENCED(
      Group.ARRIVAL,
      "resequenced",
      "Deliveries that came after a later event of the same publisher, but were handed over in"
          + " order, since checking subscribers had held the later one back.",
      f -> Cells.count(f, f.counts().resequenced()),
      Figure::subscribersChecked),
  DIVERGED(
      Group.ARRIVAL,
      "rooms that diverged",
      "Rooms into which several publish, such as documents that several people edit, whose"
          + " subscribers did not all get the same events in the same order: what is applied as it"
          + " comes ended differently.",
      f -> Cells.count(f, f.convergence().diverged()),
      Figure::severalPublish),
  INCOMPLETE(
      Group.ARRIVAL,
      "… beyond merging",
      "Rooms of these whose subscribers did not even get the same events in any order.",
      f -> Cells.count(f, f.convergence().incomplete()),
      Figure::severalPublish),
  CUT_OFF(
      Group.ARRIVAL,
      "cut off",
      "Subscriptions that ended before their subscribers left.",
      f -> Cells.count(f, f.outages().cuts()),
      Figure::subscribersComeBack),
  CAME_BACK(
      Group.ARRIVAL,
      "… and came back",
      "How many of them were there again. The attempts that failed in between are in rounds.csv.",
      f -> Cells.count(f, f.outages().recovered()),
      Figure::subscribersComeBack),
  RECOVERY_P50(
      Group.ARRIVAL,
      "… after, p50",
      "From the end of a subscription, as its subscriber noticed it, to its being there again:"
          + " half of them took no longer.",
      Cells.ofEach(Metric.RECOVERY, 50, "nobody came back"),
      Figure::subscribersComeBack),
  RECOVERY_MAX(
      Group.ARRIVAL,
      "… at most",
      "The longest of these times.",
      Cells.ofEach(Metric.RECOVERY, 100, "nobody came back"),
      Figure::subscribersComeBack),
  SERVER_SAW(
      Group.ARRIVAL,
      "… by the server's count",
      "Subscriptions that the server itself counted from the beginning of the measurement on: one for"
          + " each that came back, and any that broke again before its subscriber heard of it.",
      Cells::resubscribed,
      Figure::serverCounted),
  BYSTANDERS_P50(
      Group.ARRIVAL,
      "bystanders, p50",
      "The delivery latency of subscribers whose connections nothing struck: half of their deliveries"
          + " came within this time. They are in the figures above, too.",
      Cells.ofEach(Metric.BYSTANDER_LATENCY, 50, "nothing was delivered to them"),
      Figure::someStoodBy),
  BYSTANDERS_P99(
      Group.ARRIVAL,
      "bystanders, p99",
      "99 of 100 of their deliveries came within this time; those of one event go together.",
      Cells.ofEach(Metric.BYSTANDER_LATENCY, 99, "nothing was delivered to them"),
      Figure::someStoodBy),
  MISSED(
      Group.ARRIVAL,
      "missed meanwhile",
      "Deliveries that subscribers who begin anew have missed, by the numbers that the server gives"
          + " its events, warm-up included.",
      f -> Cells.count(f, f.outages().missed()),
      Figure::subscribersBeginAnew),
  TAKEN_FOR_DEAD(
      Group.ARRIVAL,
      "taken for dead",
      "Connections that subscribers closed since they had heard nothing from them for as long as the"
          + " plan says, be they dead or not.",
      f -> Cells.count(f, f.outages().silences()),
      Figure::subscribersListen),
  DETECTION_P50(
      Group.ARRIVAL,
      "… of the dead after, p50",
      "From the fault that made a connection half-open to its subscriber's taking it for dead: half of"
          + " them took no longer.",
      Cells.ofEach(Metric.DETECTION, 50, "no dead connection was found"),
      Figure::subscribersListen),
  DETECTION_MAX(
      Group.ARRIVAL,
      "… at most",
      "The longest of these times.",
      Cells.ofEach(Metric.DETECTION, 100, "no dead connection was found"),
      Figure::subscribersListen),
  NEWCOMERS(
      Group.ARRIVAL,
      "newcomers who got an event",
      "Subscribers who came during the measurement and got an event. How many came, were refused or"
          + " were sent away is in rounds.csv.",
      f -> Cells.count(f, f.newcomers().greeted()),
      Figure::newcomersCome),
  CONNECT_P50(
      Group.ARRIVAL,
      "… connected after, p50",
      "From the moment a newcomer was to begin to connect until its subscription stood: half of"
          + " them took no longer.",
      Cells.ofEach(Metric.CONNECT, 50, "nobody got in"),
      Figure::newcomersCome),
  FIRST_EVENT_P50(
      Group.ARRIVAL,
      "… first event after, p50",
      "From the same moment until it had its first event, which had been there before it: half of"
          + " them took no longer.",
      Cells.ofEach(Metric.FIRST_EVENT, 50, "nobody got one"),
      Figure::newcomersCome),
  FIRST_EVENT_MAX(
      Group.ARRIVAL,
      "… at most",
      "The longest of these times.",
      Cells.ofEach(Metric.FIRST_EVENT, 100, "nobody got one"),
      Figure::newcomersCome),
  OFFERED(
      Group.ARRIVAL,
      "offered rate",
      "Events per second that the plan asked for, in all rooms together.",
      f -> Cells.of(f.targetRate(), Units::perSecond)),
  ACHIEVED(
      Group.ARRIVAL,
      "achieved rate",
      "Events per second that were in fact published.",
      f -> Cells.of(f.achievedRate(), Units::perSecond)),
  RECEIVED_BYTES(
      Group.COST,
      "received / delivery",
      "Bytes from the server to subscribers per delivered event: framing, headers and empty"
          + " answers included, TCP/IP headers not.",
      f -> Cells.of(f.perDelivered(f.traffic().receivedBytes()), Units::bytes)),
  RECEIVED_ON_LINK(
      Group.COST,
      "… on the link",
      "The same as IP packets: with the headers of IP and TCP or UDP, TLS, acknowledgements, what was"
          + " sent again, and what publishers are told.",
      f -> Cells.of(f.footprintPerDelivered(carried(LinkTraffic::receivedBytes)), Units::bytes),
      Figure::packetsAreCounted),
  SENT_BYTES(
      Group.COST,
      "sent / delivery",
      "Bytes from subscribers to the server per delivered event.",
      f -> Cells.of(f.perDelivered(f.traffic().sentBytes()), Units::bytes)),
  SENT_ON_LINK(
      Group.COST,
      "… on the link",
      "The same as IP packets, with what publishers send.",
      f -> Cells.of(f.footprintPerDelivered(carried(LinkTraffic::sentBytes)), Units::bytes),
      Figure::packetsAreCounted),
  REQUESTS(
      Group.COST,
      "requests / delivery",
      "HTTP requests of subscribers per delivered event.",
      f -> Cells.of(f.perDelivered(f.traffic().requests()), Cells::number)),
  SERVER_CPU(
      Group.COST,
      "server CPU / delivery",
      "CPU time of the server process per delivered event, publishing included.",
      f -> Cells.of(f.serverCpuNsPerDelivered(), Units::time)),
  SERVER_CPU_ERROR(
      Group.COST,
      "… its error",
      "How far the server's CPU time per delivered event may lie off, 95 times in 100.",
      f -> Cells.error(f.serverCpuEstimateNs(), f)),
  SERVER_CPU_RATIO(
      Group.COST,
      "… × the cheapest",
      "How many times as much CPU time as over the cheapest, compared round by round; ~ where chance"
          + " explains the difference.",
      (summary, figures) -> Cells.ratio(summary.byCost(), figures),
      Figure::severalAreCompared),
  SERVER_USER_CPU(
      Group.COST,
      "… in user mode",
      "Of this, in the server's own code. Told from the rest at clock ticks, so coarser.",
      f -> Cells.of(f.serverPerDelivered(Usage::userNs), Units::time)),
  SERVER_SYSTEM_CPU(
      Group.COST,
      "… in the kernel",
      "Of this, in system calls. On loopback the way of a packet to its receiver is charged to"
          + " its sender, so it is mostly in here.",
      f -> Cells.of(f.serverPerDelivered(Usage::systemNs), Units::time)),
  SOFTIRQ(
      Group.COST,
      "soft interrupts / delivery",
      "Time that all cores spent on software interrupts, such as receiving packets, per delivered"
          + " event, in clock ticks. On loopback they are charged to whoever sends, and are partly in"
          + " its time in the kernel.",
      f -> Cells.of(f.footprintPerDelivered(Footprint::softirqNs), Units::time)),
  ENERGY(
      Group.COST,
      "energy / delivery",
      "What the CPU packages used per delivered event, by RAPL.",
      f -> Cells.of(f.footprintPerDelivered(Footprint::energyMicrojoules), Units::energy),
      Figure::energyIsTold),
  SERVER_SWITCHES(
      Group.COST,
      "server switches / delivery",
      "How often a thread of the server left its core per delivered event, because it waited or"
          + " was put off it.",
      f ->
          Cells.of(
              f.serverPerDelivered(u -> u.voluntarySwitches() + u.involuntarySwitches()),
              Cells::number)),
  INJECTOR_CPU(
      Group.COST,
      "injector CPU / delivery",
      "CPU time of the process with all publishers and subscribers, per delivered event.",
      f -> Cells.of(f.injectorCpuNsPerDelivered(), Units::time)),
  SERVER_RSS(
      Group.COST,
      "server RSS",
      "Resident memory of the server process when the measurement ended, mean of the rounds.",
      f -> Cells.of(f.serverRssBytes(), Units::bytes)),
  RSS_PER_SUBSCRIBER(
      Group.COST,
      "RSS / subscriber",
      "What the server's resident memory grew by from before the first subscriber, per subscriber.",
      f -> Cells.of(f.serverRssBytesPerSubscriber(), Units::bytes)),
  SEND_DELAY(
      Group.INSTRUMENT,
      "send delay, p99",
      "The generator's own lag, from intended to actual send; it is inside the latencies above,"
          + " nothing is subtracted.",
      Cells.percentile(Metric.SEND_DELAY, Percentile.P99)),
  RECEIVE_LAG(
      Group.INSTRUMENT,
      "receive lag, p99",
      "The injector's own wait between its wake-up and the record of a delivery; it too is inside"
          + " the latencies.",
      Cells.percentile(Metric.RECEIVE_LAG, Percentile.P99)),
  SERVICE_TIME(
      Group.INSTRUMENT,
      "service time, p50",
      "From the actual send to the receipt: beside the latency, never instead of it.",
      Cells.percentile(Metric.SERVICE_TIME, Percentile.P50)),
  INJECTOR_STALL(
      Group.INSTRUMENT,
      "injector stalls, p99",
      "How much later than asked an idle thread of the injector woke that asked to sleep for 5 ms:"
          + " scheduler, hypervisor, safepoints, garbage collection. A stall of 50 ms counts as"
          + " 50, 45, 40 … ms, for all who would have begun to wait in it.",
      Cells::stallP99,
      Figure::stallsWereRecorded),
  INJECTOR_STALL_MAX(
      Group.INSTRUMENT,
      "… the longest",
      "The longest time for which the injector stood still.",
      f -> Cells.time(f.maxNs(Metric.INJECTOR_STALL)),
      Figure::stallsWereRecorded),
  INJECTOR_GC(
      Group.INSTRUMENT,
      "… of it GC pauses",
      "Garbage collections for which the injector's JVM stopped all its threads, and the longest."
          + " Work beside running threads is not counted.",
      Cells.pauses(Metric.INJECTOR_GC_PAUSE),
      Figure::stallsWereRecorded),
  INJECTOR_SAFEPOINT(
      Group.INSTRUMENT,
      "… other safepoints",
      "The longest of what else the injector's JVM stopped all its threads for. A stall that is in"
          + " neither has another cause: its own busy threads, scheduler, hypervisor, a signal.",
      f -> Cells.time(f.maxNs(Metric.INJECTOR_SAFEPOINT)),
      Figure::safepointsWereRecorded),
  SERVER_STALL_MAX(
      Group.INSTRUMENT,
      "server stalls, longest",
      "The same of the server's process, where it is ours.",
      f -> Cells.time(f.maxNs(Metric.SERVER_STALL)),
      Figure::serverStallsWereRecorded),
  SERVER_GC(
      Group.INSTRUMENT,
      "… of it GC pauses",
      "Garbage collections for which the server's JVM stopped all its threads, and the longest.",
      Cells.pauses(Metric.SERVER_GC_PAUSE),
      Figure::safepointsWereRecorded),
  SERVER_SAFEPOINT(
      Group.INSTRUMENT,
      "… other safepoints",
      "The longest of what else the server's JVM stopped all its threads for.",
      f -> Cells.time(f.maxNs(Metric.SERVER_SAFEPOINT)),
      Figure::safepointsWereRecorded),
  LATER_THAN_WITNESSES(
      Group.INSTRUMENT,
      "later than witnesses",
      "How much later the injector's subscribers saw an event than witnesses in the places next to"
          + " them, at the median, in the round where that was most. What the"
          + " witnesses' own client takes in a quiet room is taken off.",
      Cells::laterThanWitnesses,
      Figure::someHadWitnesses),
  VALID_ROUNDS(
      Group.INSTRUMENT,
      "valid rounds",
      "Rounds that are used, of those measured. A round is invalid when the instrument failed,"
          + " failed when the server missed what was expected; failed rounds count.",
      Cells::validRounds);

  /** The parts of the table. */
  public enum Group {
    LATENESS("How late"),
    ARRIVAL("What arrived"),
    COST("What it took"),
    INSTRUMENT("The instrument");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** The heading of the part. */
    public String title() {
      return title;
    }
  }

  private final Group group;
  private final String label;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // each is a function without state
  private final BiFunction<Summary, TransportFigures, Cell> cell;

  @SuppressWarnings("ImmutableEnumChecker") // each is a function without state
  private final Predicate<Summary> shown;

  Figure(Group group, String label, String meaning, Function<TransportFigures, Cell> cell) {
    this(group, label, meaning, cell, summary -> true);
  }

  Figure(
      Group group,
      String label,
      String meaning,
      Function<TransportFigures, Cell> cell,
      Predicate<Summary> shown) {
    this(group, label, meaning, (summary, figures) -> cell.apply(figures), shown);
  }

  Figure(
      Group group,
      String label,
      String meaning,
      BiFunction<Summary, TransportFigures, Cell> cell,
      Predicate<Summary> shown) {
    this.shown = shown;
    this.group = group;
    this.label = label;
    this.meaning = meaning;
    this.cell = cell;
  }

  private static boolean severalAreCompared(Summary summary) {
    return summary.transports().size() > 1;
  }

  private static boolean someWereSkipped(Summary summary) {
    return summary.transports().stream().anyMatch(figures -> figures.counts().skipped() > 0);
  }

  private static boolean isPeriodicState(Summary summary) {
    return summary.transports().stream().anyMatch(f -> f.ageOfInformation().isPresent())
        && summary.run().plan().workload().delivery() == Workload.Delivery.NEWEST;
  }

  private static boolean stallsWereRecorded(Summary summary) {
    return anyRecorded(summary, Metric.INJECTOR_STALL);
  }

  private static boolean serverStallsWereRecorded(Summary summary) {
    return anyRecorded(summary, Metric.SERVER_STALL);
  }

  /** Of a server of ours; runs of before that was written down have none. */
  private static boolean safepointsWereRecorded(Summary summary) {
    return anyRecorded(summary, Metric.SERVER_SAFEPOINT)
        || anyRecorded(summary, Metric.SERVER_GC_PAUSE);
  }

  private static boolean anyRecorded(Summary summary, Metric metric) {
    return summary.transports().stream()
        .anyMatch(figures -> figures.histogram(metric).getTotalCount() > 0);
  }

  private static boolean subscribersComeBack(Summary summary) {
    return summary.run().plan().network().reconnect().comesBack();
  }

  private static boolean newcomersCome(Summary summary) {
    return summary.run().plan().newcomers().come();
  }

  private static boolean subscribersBeginAnew(Summary summary) {
    return subscribersComeBack(summary) && !summary.run().plan().network().reconnect().resume();
  }

  private static boolean severalPublish(Summary summary) {
    Workload work = summary.run().plan().workload();
    return work.publishersPerRoom() > 1 && work.subscribersPerRoom() > 1;
  }

  private static boolean subscribersListen(Summary summary) {
    return summary.run().plan().network().reconnect().silence() != null;
  }

  private static boolean serverCounted(Summary summary) {
    return subscribersComeBack(summary)
        && summary.transports().stream()
            .anyMatch(f -> !f.validRounds().isEmpty() && f.outages().resubscribed() != null);
  }

  private static boolean someStoodBy(Summary summary) {
    return anyRecorded(summary, Metric.BYSTANDER_LATENCY)
        && summary.run().plan().network().bystanders() > 0;
  }

  private static boolean someHadWitnesses(Summary summary) {
    return summary.transports().stream()
        .anyMatch(figures -> !WitnessWords.medians(figures).isEmpty());
  }

  private static boolean hadBrowser(Summary summary) {
    return summary.run().plan().hasBrowser();
  }

  private static boolean packetsAreCounted(Summary summary) {
    return isTold(summary, carried(LinkTraffic::receivedPackets));
  }

  private static boolean energyIsTold(Summary summary) {
    return isTold(summary, Footprint::energyMicrojoules);
  }

  private static boolean isTold(Summary summary, Function<Footprint, @Nullable Long> took) {
    return summary.transports().stream()
        .anyMatch(figures -> figures.footprintPerDelivered(took).isPresent());
  }

  private static Function<Footprint, @Nullable Long> carried(Function<LinkTraffic, Long> figure) {
    return seen -> seen.link() == null ? null : figure.apply(seen.link());
  }

  private static boolean subscribersChecked(Summary summary) {
    return summary.run().plan().ordering().checks();
  }

  /** Whether it says anything of such a run. */
  boolean isShownFor(Summary summary) {
    return shown.test(summary);
  }

  /** The part of the table it belongs to. */
  public Group group() {
    return group;
  }

  /** What it is called. */
  public String label() {
    return label;
  }

  /** What it means, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** The figure of one transport, as written. */
  public Cell of(Summary summary, TransportFigures figures) {
    return cell.apply(summary, figures);
  }
}
