package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.MicroPlan;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The page of a gate: every pair of every cell as a dot at its ratio, on one logarithmic axis.
 *
 * @param run what it is of
 * @param rows one for each cell
 * @param ticks of the axis
 * @param height of the drawing
 * @param shifts of the whole distributions
 */
public record GatePage(
    GateRun run, List<Row> rows, List<Tick> ticks, double height, List<ShiftPlot> shifts) {
  /** Of the drawing. */
  public static final double WIDTH = 900;

  /** Of the names beside the drawing. */
  public static final double NAME_WIDTH = 220;

  private static final double LEFT = 230;
  private static final double RIGHT = 20;
  private static final int MOST_LETTERS = 32;
  private static final double ROW = 34;
  private static final double TOP = 10;

  /**
   * A cell.
   *
   * @param y its middle
   * @param dots x of each pair
   * @param from of the interval; null if there is none
   * @param to of the interval
   * @param estimate its x
   * @param least x of the growth that matters
   */
  public record Row(
      CellFinding finding,
      String name,
      double y,
      List<Double> dots,
      @Nullable Double from,
      @Nullable Double to,
      @Nullable Double estimate,
      double least) {
    /** Where a dot stands, so that equal ones can be told apart. */
    public double dotY(int dot) {
      return y - 8 + 16.0 * dot / Math.max(1, dots.size() - 1);
    }

    /** The name in lines that fit beside the drawing: a benchmark's parameters have their own. */
    public List<String> nameLines() {
      return List.of(name.split(" (?=\\{)", 2));
    }

    /** Whether a line has to be squeezed to fit. */
    public boolean isLong(String line) {
      return line.length() > MOST_LETTERS;
    }

    /** The verdict as a word. */
    public String verdict() {
      return GateText.word(finding.verdict());
    }

    /** The ratio as written. */
    public String ratio() {
      return GateText.ratio(finding.ratio());
    }

    /** What the true ratio exceeds, as written. */
    public String low() {
      return GateText.ratio(finding.low());
    }

    /** What it stays below, as written. */
    public String high() {
      return GateText.ratio(finding.high());
    }

    /** The pairs, as written. */
    public String pairs() {
      return GateText.pairs(finding);
    }

    /** The smallest growth that is found here, as written. */
    public String detectable() {
      Double share = finding.detectable();
      return share == null ? Cell.NONE : Units.share(share, 2);
    }
  }

  /** Lays a page out. */
  static GatePage of(GateRun run) {
    RatioAxis axis =
        new RatioAxis(run.cells().stream().flatMapToDouble(GatePage::reaches), LEFT, WIDTH - RIGHT);
    List<Row> rows = new ArrayList<>();
    for (CellFinding finding : run.cells()) {
      rows.add(
          new Row(
              finding,
              GateText.name(run, finding),
              TOP + ROW * (rows.size() + 0.5),
              finding.ratios().stream().map(axis::at).toList(),
              orNull(finding.low(), axis),
              orNull(finding.high(), axis),
              orNull(finding.ratio(), axis),
              axis.at(1 + finding.cell().minimumEffect())));
    }
    return new GatePage(
        run,
        rows,
        axis.ticks(),
        TOP + ROW * rows.size(),
        run.shifts().stream().map(ShiftPlot::of).toList());
  }

  private static DoubleStream reaches(CellFinding finding) {
    return DoubleStream.concat(
        DoubleStream.of(1 + finding.cell().minimumEffect()),
        finding.ratios().stream().mapToDouble(Double::doubleValue));
  }

  private static @Nullable Double orNull(@Nullable Double ratio, RatioAxis axis) {
    return ratio == null ? null : axis.at(ratio);
  }

  /** What a pair consists of. */
  public String measurements() {
    return run.plan() instanceof MicroPlan ? "forks of JMH" : "rounds";
  }

  /** How to hold it again, fit for a shell. */
  public String command() {
    return CommandLine.of(run.command());
  }

  /** The verdict in a sentence. */
  public String headline() {
    return GateText.verdict(run);
  }

  /** When it began, to the second. */
  public String startedAt() {
    return run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Where nothing changed. */
  public double one() {
    return LEFT + (WIDTH - LEFT - RIGHT) / 2;
  }
}
