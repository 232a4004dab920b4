package dev.pushmark.results.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The straight line of ordinary least squares through rounds of different sizes. Its slope is what
 * one more costs, whatever all of them cost together; the interval holds the true slope 95 times in
 * 100 where rounds lie off the line by chance alone, and alike at every size.
 *
 * @param slope change of the figure for one more
 * @param error how far the true slope may lie off, either way
 * @param intercept of the figure where there is none
 * @param sizes different sizes behind it, at least {@value #SIZES}
 * @param rounds rounds behind it
 */
public record LinearFit(double slope, double error, double intercept, int sizes, int rounds) {
  /** The least number of sizes: two can always be joined by a line. */
  public static final int SIZES = 3;

  private static final double LEAST = 1e-4;

  /** A round: its size, and the figure seen there. */
  public record Point(double x, double y) {}

  /** Empty for fewer than three sizes. */
  public static Optional<LinearFit> of(List<Point> points) {
    int n = points.size();
    int sizes = points.stream().map(Point::x).collect(Collectors.toSet()).size();
    if (sizes < SIZES) {
      return Optional.empty();
    }
    double meanX = points.stream().mapToDouble(Point::x).sum() / n;
    double meanY = points.stream().mapToDouble(Point::y).sum() / n;
    double spreadX = 0;
    double together = 0;
    for (Point point : points) {
      spreadX += (point.x - meanX) * (point.x - meanX);
      together += (point.x - meanX) * (point.y - meanY);
    }
    double slope = together / spreadX;
    double intercept = meanY - slope * meanX;
    double squares = 0;
    for (Point point : points) {
      double off = point.y - intercept - slope * point.x;
      squares += off * off;
    }
    double deviation = Math.sqrt(squares / (n - 2) / spreadX);
    double reach =
        TDistribution.of(n - 2).inverseSurvivalProbability((1 - Estimate.CONFIDENCE) / 2);
    return Optional.of(new LinearFit(slope, reach * deviation, intercept, sizes, n));
  }

  /** Whether the slope is told from 0. */
  public boolean isTold() {
    return Math.abs(slope) > error;
  }

  /** How far the true slope may lie off, as a share of it: {@code ±8 %}. */
  public String relativeError() {
    double share = error / Math.abs(slope);
    return share < LEAST ? "±<" + Units.share(LEAST, 1) : "±" + Units.share(share, 2);
  }

  /** The smallest slope that the rounds allow. */
  public double low() {
    return slope - error;
  }

  /** The largest slope that the rounds allow. */
  public double high() {
    return slope + error;
  }
}
