package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.LeastSquares.Amount;
import dev.pushmark.bench.experiment.LeastSquares.Row;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What a transport costs the server for each thing that is done, fitted to rounds. CPU time is that
 * of polls and events beside what the server takes by itself; bytes, which it takes none of by
 * itself, are those of polls, of answers that bring something, of events and, where a round was
 * long enough to hold some, of signs of life. The CPU time of a sign of life cannot be told from
 * what the server takes by itself in so long a round, so it is taken to be that of an event, which
 * is more; the same goes for its bytes where none was seen.
 */
final class CostModel {
  private final boolean heard;
  private final LeastSquares cpu;
  private final LeastSquares bytes;
  private final boolean polls;
  private final int rounds;

  private CostModel(
      boolean polls, boolean heard, LeastSquares cpu, LeastSquares bytes, int rounds) {
    this.polls = polls;
    this.heard = heard;
    this.cpu = cpu;
    this.bytes = bytes;
    this.rounds = rounds;
  }

  /**
   * A round, each figure for a second of it.
   *
   * @param cpuSeconds CPU time of the server
   * @param bytes both ways
   */
  record Observed(Load load, double cpuSeconds, double bytes) {}

  /** Empty where too few rounds of too few kinds tell. */
  static Optional<CostModel> of(List<Observed> rounds) {
    boolean polls = rounds.stream().anyMatch(round -> round.load.polls() > 0);
    boolean heard = !polls && rounds.stream().anyMatch(round -> round.load.heartbeats() > 0);
    List<Row> cpu = new ArrayList<>();
    List<Row> bytes = new ArrayList<>();
    for (Observed round : rounds) {
      if (polls || round.load.heartbeats() == 0) {
        cpu.add(new Row(boxed(cpuOf(1, round.load, polls)), round.cpuSeconds));
      }
      bytes.add(new Row(boxed(bytesOf(round.load, polls, heard)), round.bytes));
    }
    return LeastSquares.of(cpu)
        .flatMap(
            forCpu ->
                LeastSquares.of(bytes)
                    .map(forBytes -> new CostModel(polls, heard, forCpu, forBytes, rounds.size())));
  }

  private static List<Double> boxed(double[] values) {
    return DoubleStream.of(values).boxed().toList();
  }

  private static double[] cpuOf(double itself, Load load, boolean polls) {
    return polls
        ? new double[] {itself, load.polls(), load.events()}
        : new double[] {itself, load.heartbeats() + load.events()};
  }

  private static double[] bytesOf(Load load, boolean polls, boolean heard) {
    if (polls) {
      return new double[] {load.polls(), load.fullPolls(), load.events()};
    }
    return heard
        ? new double[] {load.heartbeats(), load.events()}
        : new double[] {load.heartbeats() + load.events()};
  }

  /** CPU seconds a second that a load costs, without what the server takes by itself. */
  Amount cpuSeconds(Load load) {
    return cpu.of(cpuOf(0, load, polls));
  }

  /** The same with what the server takes by itself: what is seen of its process. */
  Amount wholeCpuSeconds(Load load) {
    return cpu.of(cpuOf(1, load, polls));
  }

  /** Bytes a second, both ways. */
  Amount bytes(Load load) {
    return bytes.of(bytesOf(load, polls, heard));
  }

  /** Rounds behind it. */
  int rounds() {
    return rounds;
  }

  /** What the valid rounds of a transport have observed, those in which the server was seen. */
  static List<Observed> observed(TransportFigures figures) {
    List<Observed> observed = new ArrayList<>();
    for (RoundFigures round : figures.validRounds()) {
      Injection injection = round.round().injection();
      Usage server = round.round().server();
      if (injection != null && server != null) {
        double seconds = injection.measurementNs() / 1e9;
        observed.add(
            new Observed(
                load(figures.transport(), injection, seconds),
                server.cpuNs() / 1e9 / seconds,
                Readings.bytes(injection.traffic()) / seconds));
      }
    }
    return observed;
  }

  private static Load load(String transport, Injection injection, double seconds) {
    double events = injection.counts().delivered() / seconds;
    double empty = injection.traffic().emptyPolls() / seconds;
    return switch (transport) {
      case Prices.POLLING -> {
        double polls = injection.traffic().requests() / seconds;
        yield new Load(polls, polls - empty, 0, events);
      }
      case Prices.LONG_POLLING -> new Load(0, 0, empty, events);
      default -> {
        double period = Load.HEARTBEAT.toNanos() / 1e9;
        boolean heard = seconds >= period;
        yield new Load(0, 0, heard ? injection.subscribed() / period : 0, events);
      }
    };
  }
}
