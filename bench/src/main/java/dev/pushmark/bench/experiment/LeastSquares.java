package dev.pushmark.bench.experiment;

import dev.pushmark.results.compare.Estimate;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Ordinary least squares with several unknowns: what each thing that was done costs, where only the
 * cost of all of them together was seen. The interval of a prediction holds the true mean 95 times
 * in 100 where rounds lie off by chance alone, and alike whatever was done in them.
 */
final class LeastSquares {
  /**
   * What is smaller than this share of the largest pivot is rounding: columns that say the same.
   */
  private static final double SINGULAR = 1e-12;

  private final double[] coefficients;
  private final double[][] inverse;
  private final double variance;
  private final int freedom;

  private LeastSquares(double[] coefficients, double[][] inverse, double variance, int freedom) {
    this.coefficients = coefficients;
    this.inverse = inverse;
    this.variance = variance;
    this.freedom = freedom;
  }

  /**
   * A round.
   *
   * @param done how much of each thing was done
   * @param cost of all together
   */
  record Row(List<Double> done, double cost) {
    Row {
      done = List.copyOf(done);
    }
  }

  /** A value, and how far the true one may lie off either way. */
  record Amount(double value, double reach) {
    /** So many times as much. */
    Amount times(double factor) {
      return new Amount(value * factor, reach * factor);
    }

    /** Both together, where they are off independently of each other. */
    Amount plus(Amount other) {
      return new Amount(value + other.value, Math.hypot(reach, other.reach));
    }

    /** The smallest value; costs are not below 0. */
    double low() {
      return Math.max(0, value - reach);
    }

    /** The largest value. */
    double high() {
      return value + reach;
    }
  }

  /** Empty for no more rounds than unknowns, or if some unknowns cannot be told from others. */
  static Optional<LeastSquares> of(List<Row> rows) {
    int unknowns = rows.isEmpty() ? 0 : rows.get(0).done.size();
    int freedom = rows.size() - unknowns;
    if (unknowns == 0 || freedom < 1) {
      return Optional.empty();
    }
    double[][] normal = new double[unknowns][unknowns];
    double[] right = new double[unknowns];
    for (Row row : rows) {
      for (int i = 0; i < unknowns; i++) {
        right[i] += row.done.get(i) * row.cost;
        for (int j = 0; j < unknowns; j++) {
          normal[i][j] += row.done.get(i) * row.done.get(j);
        }
      }
    }
    return inverse(normal)
        .map(
            inverse -> {
              double[] coefficients = new double[unknowns];
              for (int i = 0; i < unknowns; i++) {
                for (int j = 0; j < unknowns; j++) {
                  coefficients[i] += inverse[i][j] * right[j];
                }
              }
              double squares = 0;
              for (Row row : rows) {
                double off = row.cost - product(coefficients, row.done);
                squares += off * off;
              }
              return new LeastSquares(coefficients, inverse, squares / freedom, freedom);
            });
  }

  private static double product(double[] coefficients, List<Double> done) {
    double sum = 0;
    for (int i = 0; i < coefficients.length; i++) {
      sum += coefficients[i] * done.get(i);
    }
    return sum;
  }

  /** By Gauss and Jordan, after scaling each unknown to 1. */
  private static Optional<double[][]> inverse(double[][] matrix) {
    int n = matrix.length;
    double[] scale = new double[n];
    double[][] wide = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      scale[i] = Math.sqrt(matrix[i][i]);
      if (!(scale[i] > 0)) {
        return Optional.empty();
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        wide[i][j] = matrix[i][j] / scale[i] / scale[j];
      }
      wide[i][n + i] = 1;
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(wide[row][column]) > Math.abs(wide[pivot][column])) {
          pivot = row;
        }
      }
      double[] chosen = wide[pivot];
      wide[pivot] = wide[column];
      wide[column] = chosen;
      double divisor = chosen[column];
      if (Math.abs(divisor) < SINGULAR) {
        return Optional.empty();
      }
      for (int j = 0; j < 2 * n; j++) {
        chosen[j] /= divisor;
      }
      for (int row = 0; row < n; row++) {
        double times = wide[row][column];
        for (int j = 0; row != column && j < 2 * n; j++) {
          wide[row][j] -= times * chosen[j];
        }
      }
    }
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        inverse[i][j] = wide[i][n + j] / scale[i] / scale[j];
      }
    }
    return Optional.of(inverse);
  }

  /** What so much of each thing costs. */
  Amount of(double... done) {
    double value = 0;
    double spread = 0;
    for (int i = 0; i < coefficients.length; i++) {
      value += coefficients[i] * done[i];
      for (int j = 0; j < coefficients.length; j++) {
        spread += done[i] * inverse[i][j] * done[j];
      }
    }
    double reach =
        TDistribution.of(freedom).inverseSurvivalProbability((1 - Estimate.CONFIDENCE) / 2);
    return new Amount(value, reach * Math.sqrt(Math.max(0, spread * variance)));
  }
}
