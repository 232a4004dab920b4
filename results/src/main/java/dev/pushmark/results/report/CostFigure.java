package dev.pushmark.results.report;

import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.CostRun.Axis;
import dev.pushmark.results.model.CostRun.Step;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.LinkTraffic;
import dev.pushmark.results.model.Traffic;
import dev.pushmark.results.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is asked of a {@link CostRun}, each the slope of something along one of its axes. */
enum CostFigure {
  RESIDENT_MEMORY(
      Axis.SUBSCRIBERS,
      "resident memory",
      "the server's, grown since before the first subscriber, collected or not",
      CostFigure::bytes,
      server(usage -> (double) (usage.rssBytes() - usage.rssAtStartBytes()))),
  HEAP(
      Axis.SUBSCRIBERS,
      "heap after GC",
      "the server's objects that survive a full garbage collection while all are subscribed",
      CostFigure::bytes,
      footprint(Footprint::heapBytes)),
  SOCKET_MEMORY(
      Axis.SUBSCRIBERS,
      "socket buffers",
      "the kernel's, both ends where client and server share the machine",
      CostFigure::bytes,
      footprint(Footprint::socketBytes)),
  KERNEL_OBJECTS(
      Axis.SUBSCRIBERS,
      "kernel objects",
      "sockets, files and timers (slab), both ends where client and server share the machine",
      CostFigure::bytes,
      footprint(Footprint::slabBytes)),
  IDLE_CPU(
      Axis.SUBSCRIBERS,
      "CPU per second",
      "the server's, while nothing happens: heartbeats and empty polls",
      Units::time,
      perSecond(server(usage -> (double) usage.cpuNs()))),
  IDLE_RECEIVED(
      Axis.SUBSCRIBERS,
      "bytes per second down",
      "to the subscriber: heartbeats, and the answers to empty polls",
      CostFigure::bytes,
      perSecond(traffic(Traffic::receivedBytes))),
  IDLE_LINK_RECEIVED(
      Axis.SUBSCRIBERS,
      "  on the link",
      "of these, as IP packets: with the headers of IP and TCP or UDP, TLS, acknowledgements",
      CostFigure::bytes,
      perSecond(link(LinkTraffic::receivedBytes))),
  IDLE_SENT(
      Axis.SUBSCRIBERS,
      "bytes per second up",
      "from the subscriber: requests, and answers to heartbeats",
      CostFigure::bytes,
      perSecond(traffic(Traffic::sentBytes))),
  IDLE_LINK_SENT(
      Axis.SUBSCRIBERS,
      "  on the link",
      "the same of those",
      CostFigure::bytes,
      perSecond(link(LinkTraffic::sentBytes))),
  CPU(
      Axis.DELIVERIES,
      "CPU",
      "the server's, user and kernel",
      Units::time,
      perSecond(server(usage -> (double) usage.cpuNs()))),
  CPU_USER(
      Axis.DELIVERIES,
      "  in user mode",
      "of this, counted in ticks of 10 ms",
      Units::time,
      perSecond(server(usage -> (double) usage.userNs()))),
  CPU_SYSTEM(
      Axis.DELIVERIES,
      "  in the kernel",
      "of this, counted in ticks of 10 ms",
      Units::time,
      perSecond(server(usage -> (double) usage.systemNs()))),
  SOFTIRQ(
      Axis.DELIVERIES,
      "software interrupts",
      "of all cores, in ticks of 10 ms; on loopback they are charged to whoever sends, and partly"
          + " counted as its time in the kernel",
      Units::time,
      perSecond(footprint(Footprint::softirqNs))),
  SWITCHES(
      Axis.DELIVERIES,
      "context switches",
      "of the server's threads",
      CostFigure::number,
      perSecond(server(usage -> (double) usage.voluntarySwitches() + usage.involuntarySwitches()))),
  RECEIVED(
      Axis.DELIVERIES,
      "bytes down",
      "to the subscriber, as handed to TCP or QUIC's packets: payload, framing, headers",
      CostFigure::bytes,
      perSecond(traffic(Traffic::receivedBytes))),
  LINK_RECEIVED(
      Axis.DELIVERIES,
      "  on the link",
      "as IP packets: with the headers of IP and TCP or UDP, TLS, acknowledgements, and what"
          + " publishers are told",
      CostFigure::bytes,
      perSecond(link(LinkTraffic::receivedBytes))),
  LINK_RECEIVED_PACKETS(
      Axis.DELIVERIES,
      "  packets",
      "how many these are",
      CostFigure::number,
      perSecond(link(LinkTraffic::receivedPackets))),
  SENT(
      Axis.DELIVERIES,
      "bytes up",
      "from the subscriber: requests, acknowledgements of QUIC",
      CostFigure::bytes,
      perSecond(traffic(Traffic::sentBytes))),
  LINK_SENT(
      Axis.DELIVERIES,
      "  on the link",
      "as IP packets, with what publishers send",
      CostFigure::bytes,
      perSecond(link(LinkTraffic::sentBytes))),
  LINK_SENT_PACKETS(
      Axis.DELIVERIES,
      "  packets",
      "how many these are",
      CostFigure::number,
      perSecond(link(LinkTraffic::sentPackets))),
  REQUESTS(
      Axis.DELIVERIES,
      "requests",
      "from the subscriber",
      CostFigure::number,
      perSecond(traffic(Traffic::requests))),
  ENERGY(
      Axis.DELIVERIES,
      "energy",
      "of the CPU packages, by RAPL",
      Units::energy,
      perSecond(footprint(Footprint::energyMicrojoules)));

  private static final double NS_PER_SECOND = 1e9;

  private final Axis axis;
  private final String label;
  private final String explanation;
  private final DoubleFunction<String> writer;
  private final Function<Step, Optional<Double>> reading;

  CostFigure(
      Axis axis,
      String label,
      String explanation,
      DoubleFunction<String> writer,
      Function<Step, Optional<Double>> reading) {
    this.axis = axis;
    this.label = label;
    this.explanation = explanation;
    this.writer = writer;
    this.reading = reading;
  }

  /** The figures of an axis, in the order in which they are read. */
  static List<CostFigure> along(Axis axis) {
    return Stream.of(values()).filter(figure -> figure.axis == axis).toList();
  }

  /** Whether the system tells it. */
  boolean isTold(CostRun run) {
    return run.plan().transports().stream()
        .flatMap(transport -> run.valid(transport, axis).stream())
        .anyMatch(step -> reading.apply(step).isPresent());
  }

  /** What it is the slope along. */
  Axis axis() {
    return axis;
  }

  /** What it is called in a table. */
  String label() {
    return label;
  }

  /** What it holds. */
  String explanation() {
    return explanation;
  }

  /** A value as people read it. */
  String write(double value) {
    return writer.apply(value);
  }

  /** The line through a transport's valid rounds; empty where the system does not tell enough. */
  Optional<LinearFit> fit(CostRun run, String transport) {
    if (run.sizes(transport, axis) < LinearFit.SIZES) {
      return Optional.empty();
    }
    return LinearFit.of(
        points(run, transport).stream()
            .filter(CostPoint::valid)
            .map(point -> new LinearFit.Point(point.x(), point.y()))
            .toList());
  }

  /** A transport's rounds along the axis, invalid ones too; what measured nothing is left out. */
  List<CostPoint> points(CostRun run, String transport) {
    return run.steps().stream()
        .filter(step -> step.axis() == axis && step.round().transport().equals(transport))
        .filter(CostFigure::isMeasured)
        .flatMap(
            step ->
                reading.apply(step).stream()
                    .map(y -> new CostPoint(reached(step), y, step.valid())))
        .toList();
  }

  private static boolean isMeasured(Step step) {
    Injection injection = step.round().injection();
    return injection != null && injection.measurementNs() > 0;
  }

  /** Subscribers that were there, or deliveries per second that arrived. */
  private static double reached(Step step) {
    Injection injection = injection(step);
    return step.axis() == Axis.SUBSCRIBERS
        ? injection.subscribed()
        : injection.counts().delivered() * NS_PER_SECOND / injection.measurementNs();
  }

  private static Injection injection(Step step) {
    Injection injection = step.round().injection();
    if (injection == null) {
      throw new IllegalArgumentException("not a valid round: " + step.round().id());
    }
    return injection;
  }

  private static Function<Step, Optional<Double>> server(Function<Usage, Double> figure) {
    return step -> Optional.ofNullable(step.round().server()).map(figure);
  }

  private static Function<Step, Optional<Double>> footprint(
      Function<Footprint, @Nullable Long> figure) {
    return step -> Optional.ofNullable(step.round().footprint()).map(figure).map(Long::doubleValue);
  }

  private static Function<Step, Optional<Double>> link(Function<LinkTraffic, Long> figure) {
    return footprint(seen -> seen.link() == null ? null : figure.apply(seen.link()));
  }

  private static Function<Step, Optional<Double>> traffic(Function<Traffic, Long> figure) {
    return step -> Optional.of(figure.apply(injection(step).traffic()).doubleValue());
  }

  private static Function<Step, Optional<Double>> perSecond(
      Function<Step, Optional<Double>> total) {
    return step ->
        total.apply(step).map(sum -> sum * NS_PER_SECOND / injection(step).measurementNs());
  }

  private static String bytes(double bytes) {
    return Units.bytes(bytes);
  }

  private static String number(double value) {
    return Units.significant(value, Units.DIGITS);
  }
}
