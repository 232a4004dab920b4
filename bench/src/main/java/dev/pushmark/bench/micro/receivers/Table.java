package dev.pushmark.bench.micro.receivers;

import dev.pushmark.results.compare.Estimate;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What all blocks came to, block by block beside bare Netty's figures. */
final class Table {
  private static final int FEWEST = 2;

  private final List<Map<Receiver, Figures>> blocks;
  private final double publishingNs;

  /**
   * A table.
   *
   * @param publishingNs CPU time of publishing an event, which is part of every process but not of
   *     its receiving
   */
  Table(List<Map<Receiver, Figures>> blocks, double publishingNs) {
    this.blocks = List.copyOf(blocks);
    this.publishingNs = publishingNs;
  }

  /** Whether there is anything to compare. */
  boolean isComplete() {
    return paired(Receiver.PUSHMARK).count() >= FEWEST;
  }

  void print(PrintWriter out) {
    out.printf("%-11s %24s %24s %24s%n", "", "p50, µs", "p99, µs", "CPU per delivery, µs");
    for (Receiver receiver : Receiver.values()) {
      if (paired(receiver).count() >= FEWEST) {
        out.printf(
            "%-11s %24s %24s %24s%n",
            receiver.shown(),
            us(mean(receiver, Figures::p50Ns)),
            us(mean(receiver, Figures::p99Ns)),
            us(mean(receiver, Figures::cpuNs)));
      }
    }
    out.printf("%ntimes bare Netty's%n");
    for (Receiver receiver : List.of(Receiver.PUSHMARK, Receiver.GATLING)) {
      if (paired(receiver).count() >= FEWEST) {
        out.printf(
            "%-11s %24s %24s %24s%n",
            receiver.shown(),
            times(ratio(receiver, Figures::p50Ns)),
            times(ratio(receiver, Figures::p99Ns)),
            times(ratio(receiver, Figures::cpuNs)));
      }
    }
    out.printf(
        Locale.ROOT,
        "%nGeometric means and 95 %% intervals over blocks. Each process also published, which"
            + " took %.1f µs of CPU time per event and is left out here.%n",
        publishingNs / 1e3);
  }

  private Estimate mean(Receiver receiver, ToDoubleFunction<Figures> figure) {
    return estimate(receiver, block -> figure.applyAsDouble(figures(block, receiver)));
  }

  /** How many times bare Netty's figure a receiver's is. */
  Estimate ratio(Receiver receiver, ToDoubleFunction<Figures> figure) {
    return estimate(
        receiver,
        block ->
            figure.applyAsDouble(figures(block, receiver))
                / figure.applyAsDouble(figures(block, Receiver.BARE)));
  }

  private Estimate estimate(Receiver receiver, ToDoubleFunction<Map<Receiver, Figures>> figure) {
    return Estimate.of(paired(receiver).mapToDouble(figure).boxed().toList()).orElseThrow();
  }

  /** By how much a receiver's figure is above bare Netty's. */
  Interval difference(Receiver receiver, ToDoubleFunction<Figures> figure) {
    return Interval.ofMean(
        paired(receiver)
            .mapToDouble(
                block ->
                    figure.applyAsDouble(figures(block, receiver))
                        - figure.applyAsDouble(figures(block, Receiver.BARE)))
            .toArray());
  }

  private Stream<Map<Receiver, Figures>> paired(Receiver receiver) {
    return blocks.stream()
        .filter(block -> block.containsKey(receiver) && block.containsKey(Receiver.BARE));
  }

  private Figures figures(Map<Receiver, Figures> block, Receiver receiver) {
    Figures figures = block.get(receiver);
    if (figures == null) {
      throw new IllegalArgumentException("the block has no valid round of " + receiver);
    }
    return figures.withoutPublishing(publishingNs);
  }

  private static String us(Estimate e) {
    return String.format(
        Locale.ROOT, "%.1f (%.1f to %.1f)", e.value() / 1e3, e.low() / 1e3, e.high() / 1e3);
  }

  private static String times(Estimate e) {
    return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", e.value(), e.low(), e.high());
  }
}
