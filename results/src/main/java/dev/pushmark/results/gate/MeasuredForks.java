package dev.pushmark.results.gate;

import dev.pushmark.results.gate.Fork.Score;
import dev.pushmark.results.model.GateCell;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Forks of JMH: each has one figure of a benchmark, for iterations of one process resemble each
 * other more than those of another.
 */
public final class MeasuredForks implements Measured {
  private final List<Fork> baseline;
  private final List<Fork> candidate;

  /** Of what both sides have measured so far. */
  public MeasuredForks(List<Fork> baseline, List<Fork> candidate) {
    this.baseline = List.copyOf(baseline);
    this.candidate = List.copyOf(candidate);
  }

  /** Whether nothing that follows can make figures that count of a cell. */
  public boolean isSpoilt(GateCell cell) {
    return of(cell, Blocks.ALL, Blocks.ALL).isSpoilt();
  }

  @Override
  public Sample of(GateCell cell, Blocks ofBaseline, Blocks ofCandidate) {
    String subject = cell.subject();
    List<Score> ofBoth =
        Stream.concat(scores(baseline, subject), scores(candidate, subject)).toList();
    String obstacle = obstacle(subject);
    return new Sample(
        obstacle.isEmpty() ? ofBoth.get(0).unit() : "",
        obstacle.isEmpty() && ofBoth.get(0).moreIsBetter(),
        figures(baseline, subject, ofBaseline),
        figures(candidate, subject, ofCandidate),
        obstacle);
  }

  private static Stream<Score> scores(List<Fork> side, String subject) {
    return side.stream().flatMap(fork -> scores(fork, subject).stream());
  }

  private static List<Score> scores(Fork fork, String subject) {
    return fork.scores().getOrDefault(subject, List.of());
  }

  private static List<Figure> figures(List<Fork> side, String subject, Blocks forks) {
    return side.stream()
        .filter(fork -> forks.hold(fork.number()) && fork.asked().contains(subject))
        .map(
            fork -> {
              List<Score> scores = scores(fork, subject);
              return new Figure(fork.number(), 1, scores.isEmpty() ? 0 : scores.get(0).value());
            })
        .toList();
  }

  /** Over all forks, so that each stage has the same to say. */
  private String obstacle(String subject) {
    if (scores(baseline, subject).findAny().isEmpty()) {
      return "is missing from the baseline";
    }
    if (scores(candidate, subject).findAny().isEmpty()) {
      return "is missing from the candidate";
    }
    for (Fork fork : Stream.concat(baseline.stream(), candidate.stream()).toList()) {
      if (scores(fork, subject).size() > 1) {
        return "is measured in several modes (%s); choose one by JMH's -bm"
            .formatted(words(scores(fork, subject).stream(), Score::mode));
      }
    }
    String scales = differing(subject, Score::scale);
    return scales.isEmpty() ? differing(subject, Score::settings) : scales;
  }

  /** How the sides were measured if not alike, else nothing. */
  private String differing(String subject, Function<Score, String> by) {
    String was = words(scores(baseline, subject), by);
    String is = words(scores(candidate, subject), by);
    boolean alike = was.equals(is) && scores(baseline, subject).map(by).distinct().count() == 1;
    return alike
        ? ""
        : "is measured in %s by the baseline, in %s by the candidate".formatted(was, is);
  }

  private static String words(Stream<Score> scores, Function<Score, String> by) {
    return scores.map(by).distinct().collect(Collectors.joining(" and "));
  }

  @Override
  public String block() {
    return "fork";
  }

  @Override
  public boolean candidateFails() {
    return false;
  }

  @Override
  public List<String> reasons() {
    return List.of();
  }
}
