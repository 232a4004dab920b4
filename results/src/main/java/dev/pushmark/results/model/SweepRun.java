package dev.pushmark.results.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The same comparison over several networks that differ in one thing, measured side by side: each
 * block measured every transport over each of them, in random order.
 *
 * @param schemaVersion version of this record's format
 * @param version Pushmark's version
 * @param commit the commit it was built from
 * @param command the command as typed
 * @param along what they differ in
 * @param transports that were compared, in the order of the plan
 * @param startedAt when it began
 * @param endedAt when it ended; null while it lasts, and for ever if it was killed
 * @param state how far it got
 * @param environment where it took place
 * @param legs one for each network, in the order they were asked for; none before all have ended,
 *     while what has been measured is in the folders of their runs
 */
public record SweepRun(
    int schemaVersion,
    String version,
    String commit,
    List<String> command,
    Axis along,
    List<String> transports,
    Instant startedAt,
    @Nullable Instant endedAt,
    Run.State state,
    Environment environment,
    List<Leg> legs) {
  /** The version that is written, and the newest that is read. */
  public static final int SCHEMA_VERSION = 1;

  public SweepRun {
    command = List.copyOf(command);
    transports = List.copyOf(transports);
    legs = List.copyOf(legs);
  }

  /** What networks differ in. */
  public enum Axis {
    /** The round trip, in nanoseconds. */
    RTT("round trip"),
    /** Bytes per second of each connection in each direction. */
    BANDWIDTH("bandwidth"),
    /** The share of packets that get lost, 0 to 0.5. */
    LOSS("packet loss");

    private final String title;

    Axis(String title) {
      this.title = title;
    }

    /** What it is, in words. */
    public String title() {
      return title;
    }

    /** The option that asks for it, which is the field of the plan, too. */
    public String option() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Where a network stands on it. */
    public double of(Network network) {
      return switch (this) {
        case RTT -> network.rtt().toNanos();
        case BANDWIDTH -> {
          Long bandwidth = network.bandwidth();
          yield bandwidth == null ? Double.POSITIVE_INFINITY : bandwidth;
        }
        case LOSS -> network.lossShare();
      };
    }
  }

  /**
   * A network.
   *
   * @param value where it stands on the axis, in the axis's unit
   * @param folder of its run, below the folder of all
   * @param figures of each transport
   */
  public record Leg(double value, String folder, List<Figures> figures) {
    public Leg {
      figures = List.copyOf(figures);
    }

    /** Those of a transport that was compared. */
    public Figures of(String transport) {
      return figures.stream()
          .filter(each -> each.transport.equals(transport))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no figures of " + transport));
    }
  }

  /**
   * What was measured of a transport over a network.
   *
   * @param rounds measured, those measured again included
   * @param validRounds of these, those that count
   * @param counts of these
   * @param p50 of the delivery latency; null where too few events lie behind it
   * @param p99 likewise
   */
  public record Figures(
      String transport,
      int rounds,
      int validRounds,
      Counts counts,
      @Nullable Reading p50,
      @Nullable Reading p99) {}

  /**
   * A time with its 95 % interval, both ends of which are null where fewer than two rounds tell it.
   */
  public record Reading(double ns, @Nullable Double lowNs, @Nullable Double highNs) {}
}
