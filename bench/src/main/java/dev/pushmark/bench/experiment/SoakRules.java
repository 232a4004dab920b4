package dev.pushmark.bench.experiment;

import dev.pushmark.bench.lab.observation.ServerSample;
import dev.pushmark.results.compare.LinearFit;
import dev.pushmark.results.compare.LinearFit.Point;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Outages;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.report.ClaimText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The rules that decide what a soak shows: samples and counts in, verdicts out. */
final class SoakRules {
  /** What the heap may grow by over the soak: a share of what it is on average with subscribers. */
  static final double HEAP_SHARE = 0.05;

  /** What a count may grow by over the soak: a share of the subscribers. */
  static final double COUNT_SHARE = 0.01;

  /** What the number of threads may grow by. */
  static final double THREADS = 2;

  private static final String NOBODY = "";

  private SoakRules() {}

  /**
   * How large the soak is.
   *
   * @param heapBytes on average with subscribers
   */
  private record Size(double heapBytes, int subscribers) {}

  /**
   * Something that is not to grow.
   *
   * @param allowed what it may grow by
   */
  private record Kept(
      String what,
      Unit unit,
      ToDoubleFunction<ServerSample> figure,
      ToDoubleFunction<Size> allowed) {
    static Kept count(String what, ToDoubleFunction<ServerSample> figure) {
      return new Kept(what, Unit.NUMBER, figure, size -> COUNT_SHARE * size.subscribers);
    }
  }

  private static final List<Kept> KEPT =
      List.of(
          new Kept(
              "heap after GC",
              Unit.BYTES,
              sample -> (double) sample.heapBytes(),
              size -> HEAP_SHARE * size.heapBytes),
          new Kept("threads", Unit.NUMBER, ServerSample::threads, size -> THREADS),
          Kept.count("file descriptors", sample -> (double) sample.descriptors()),
          Kept.count("timers", sample -> (double) sample.timers()),
          Kept.count("open connections", sample -> (double) sample.connections()));

  /** A growth over the whole soak, and the most that it may be. */
  record Growth(ClaimFigure figure, double allowed) {}

  /**
   * What everything grew by: the slope of the straight line through samples, times how long it
   * took; for each transport by itself, and with nobody there.
   *
   * @param subscribers of each round
   */
  static List<Growth> growths(List<ServerSample> samples, int subscribers) {
    double length = samples.stream().mapToDouble(ServerSample::atSeconds).max().orElse(0);
    Size size =
        new Size(
            samples.stream()
                .filter(sample -> !sample.with().equals(NOBODY))
                .mapToDouble(ServerSample::heapBytes)
                .average()
                .orElse(0),
            subscribers);
    List<Growth> growths = new ArrayList<>();
    for (String with : samples.stream().map(ServerSample::with).distinct().sorted().toList()) {
      List<ServerSample> own = samples.stream().filter(s -> s.with().equals(with)).toList();
      for (Kept kept : KEPT) {
        growths.add(new Growth(growth(with, kept, own, length), kept.allowed.applyAsDouble(size)));
      }
    }
    return growths;
  }

  private static ClaimFigure growth(
      String with, Kept kept, List<ServerSample> samples, double length) {
    Optional<LinearFit> fit =
        LinearFit.of(
            samples.stream()
                .map(each -> new Point(each.atSeconds(), kept.figure.applyAsDouble(each)))
                .toList());
    boolean nobody = with.equals(NOBODY);
    return new ClaimFigure(
        nobody ? "Nobody there" : TransportName.asTitle(with),
        nobody ? "nobody" : with,
        kept.what + ", growth over the soak",
        kept.unit,
        Kind.MEASURED,
        fit.map(line -> line.slope() * length).orElse(null),
        fit.map(line -> line.low() * length).orElse(null),
        fit.map(line -> line.high() * length).orElse(null),
        samples.size(),
        samples.size());
  }

  /** Nothing grows. */
  static ClaimVerdict flat(List<Growth> growths) {
    List<ClaimFigure> figures = growths.stream().map(Growth::figure).toList();
    List<Growth> grown = of(growths, Side.ABOVE);
    List<Growth> untold = of(growths, Side.UNTOLD);
    return new ClaimVerdict(
        "S1",
        "Nothing grows while a server runs",
        !grown.isEmpty()
            ? Answer.DOES_NOT_HOLD
            : untold.isEmpty() && !growths.isEmpty() ? Answer.HOLDS : Answer.CANNOT_BE_TOLD,
        !grown.isEmpty()
            ? "It grew: " + told(grown) + "."
            : untold.isEmpty()
                ? "Of heap after GC, threads, file descriptors, timers and open connections none grew"
                    + " by more than is allowed, neither with subscribers by any transport nor with"
                    + " nobody there. The most that the heap can have grown by is "
                    + most(growths)
                    + "."
                : "The samples do not tell whether it grew: " + told(untold) + ".",
        "Through the samples of each transport goes a straight line (least squares), and through"
            + " those with nobody there; its slope times the length of the soak is the growth. It is"
            + " flat where the whole 95 % interval is at most "
            + Units.share(HEAP_SHARE, 1)
            + " of the mean heap with subscribers, "
            + Units.share(COUNT_SHARE, 1)
            + " of the subscribers for descriptors, timers and connections, and "
            + Units.significant(THREADS, 1)
            + " threads; it grows where the whole interval is above. Samples are taken when everybody"
            + " is back.",
        figures,
        List.of(
            "What grows more slowly than that.",
            "Samples of one server are not independent of each other: the intervals are a little"
                + " narrower than they ought to be."));
  }

  private static List<Growth> of(List<Growth> growths, Side side) {
    return growths.stream()
        .filter(growth -> Side.of(growth.figure, growth.allowed) == side)
        .toList();
  }

  private static String told(List<Growth> growths) {
    return Words.list(
        growths.stream()
            .map(Growth::figure)
            .map(f -> f.of() + ", " + f.what() + " " + ClaimText.interval(f))
            .toList());
  }

  private static String most(List<Growth> growths) {
    double most =
        growths.stream()
            .map(Growth::figure)
            .filter(figure -> figure.unit() == Unit.BYTES)
            .map(ClaimFigure::high)
            .flatMap(Stream::ofNullable)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    return Units.bytes(Math.max(0, most));
  }

  /**
   * Every delivery is accounted for, and everybody who was cut off is back.
   *
   * @param rounds that were asked for
   */
  static ClaimVerdict accounted(List<Round> measured, int rounds) {
    List<Injection> seen =
        measured.stream().map(Round::injection).flatMap(Stream::ofNullable).toList();
    Counts counts = seen.stream().map(Injection::counts).reduce(Counts::plus).orElse(Counts.NONE);
    Outages outages =
        seen.stream()
            .map(Injection::outages)
            .flatMap(Stream::ofNullable)
            .reduce(Outages.NONE, Outages::plus);
    long silent = counts.expected() - counts.delivered() - counts.skipped() - counts.lost();
    long absent =
        outages.cuts()
            - outages.recovered()
            + seen.stream().mapToLong(i -> i.subscribers() - i.subscribed()).sum();
    List<ClaimFigure> wrong =
        List.of(
            count("deliveries lost in silence", counts.lost() + silent, seen, counts),
            count("deliveries that came twice", counts.duplicated(), seen, counts),
            count("deliveries damaged", counts.damaged(), seen, counts),
            count("events never published", counts.scheduled() - counts.published(), seen, counts),
            count("subscribers that did not come back", absent + outages.givenUp(), seen, counts),
            count("recoveries not accounted for", outages.unaccounted(), seen, counts));
    List<ClaimFigure> figures = new ArrayList<>(wrong);
    figures.add(count("deliveries expected", counts.expected(), seen, counts));
    figures.add(count("deliveries skipped and told", counts.skipped(), seen, counts));
    figures.add(count("subscriptions cut off", outages.cuts(), seen, counts));
    figures.add(count("subscriptions recovered", outages.recovered(), seen, counts));
    List<String> found =
        wrong.stream()
            .filter(figure -> !Double.valueOf(0).equals(figure.value()))
            .map(figure -> figure.what() + ": " + ClaimText.value(figure))
            .toList();
    boolean all = seen.size() >= rounds && outages.cuts() > 0;
    return new ClaimVerdict(
        "S2",
        "Whatever faults do, nothing goes unaccounted",
        !found.isEmpty() ? Answer.DOES_NOT_HOLD : all ? Answer.HOLDS : Answer.CANNOT_BE_TOLD,
        (found.isEmpty() ? "" : Words.list(found) + ". ")
            + "Of "
            + Units.count(counts.expected())
            + " deliveries "
            + Units.count(counts.delivered())
            + " came, "
            + Units.count(counts.skipped())
            + " were skipped and told; of "
            + Units.count(outages.cuts())
            + " subscriptions that were cut off "
            + Units.count(outages.recovered())
            + " came back, in "
            + seen.size()
            + " of "
            + rounds
            + " rounds.",
        "Exact counts, of subscribers that resume behind the last event that they got. It holds where"
            + " every expected delivery came once or was skipped and told, every cut was followed by a"
            + " recovery, and all rounds were measured with somebody cut off; it does not where"
            + " anything is missing or came twice.",
        figures,
        List.of("How late deliveries were: see the page of the rounds."));
  }

  private static ClaimFigure count(String what, long value, List<Injection> seen, Counts counts) {
    return new ClaimFigure(
        "All transports",
        "all",
        what,
        Unit.NUMBER,
        Kind.MEASURED,
        (double) value,
        null,
        null,
        seen.size(),
        counts.published());
  }
}
