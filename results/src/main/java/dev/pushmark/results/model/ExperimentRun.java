package dev.pushmark.results.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment measured and found.
 *
 * @param schemaVersion version of this record's format
 * @param version Pushmark's version
 * @param commit the commit it was built from
 * @param command the command that repeats it
 * @param name of the experiment
 * @param question what it asks, in a sentence
 * @param quick whether it was the short form
 * @param startedAt when it began
 * @param endedAt when it ended; null while it lasts, and for ever if it was killed
 * @param state how far it got
 * @param environment where it took place
 * @param parts the runs that have ended, in order
 * @param verdicts one per claim; none before all parts have ended
 * @param pictures of the figures behind them
 */
public record ExperimentRun(
    int schemaVersion,
    String version,
    String commit,
    List<String> command,
    String name,
    String question,
    boolean quick,
    Instant startedAt,
    @Nullable Instant endedAt,
    Run.State state,
    Environment environment,
    List<Part> parts,
    List<ClaimVerdict> verdicts,
    List<Picture> pictures) {
  /** The version that is written, and the newest that is read. */
  public static final int SCHEMA_VERSION = 1;

  public ExperimentRun {
    command = List.copyOf(command);
    parts = List.copyOf(parts);
    verdicts = List.copyOf(verdicts);
    pictures = List.copyOf(pictures);
  }

  /**
   * A run of the experiment.
   *
   * @param folder its folder, below the experiment's
   * @param done what was done, in words
   * @param rounds measured, those measured again included
   * @param validRounds of these, those that count
   * @param unmeasured transports without a valid round
   */
  public record Part(
      String folder, String done, int rounds, int validRounds, List<String> unmeasured) {
    public Part {
      unmeasured = List.copyOf(unmeasured);
    }
  }

  /** How figures are laid out. */
  public enum Layout {
    /** A row with a dot for each figure on one axis. */
    DOTS,
    /** A table: a row for each thing that figures are of, a column for each that was measured. */
    GRID
  }

  /**
   * Figures of one unit to be drawn beside each other, a row for each thing that they are of.
   *
   * @param caption what is to be seen, in a sentence or two
   * @param layout how they are laid out
   */
  public record Picture(
      String title, String caption, List<ClaimFigure> figures, @Nullable Layout layout) {
    public Picture {
      layout = layout == null ? Layout.DOTS : layout; // written before there were any
      figures = List.copyOf(figures);
      Check.that(
          figures.stream().map(ClaimFigure::unit).distinct().count() == 1,
          "figures",
          "of one unit",
          figures);
    }

    /** One with dots on an axis. */
    public Picture(String title, String caption, List<ClaimFigure> figures) {
      this(title, caption, figures, Layout.DOTS);
    }
  }

  /** Whether a transport of a part has no valid round. */
  public boolean anyUnmeasured() {
    return parts.stream().anyMatch(part -> !part.unmeasured().isEmpty());
  }
}
