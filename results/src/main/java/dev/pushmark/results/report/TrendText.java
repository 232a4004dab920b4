package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.trend.PlanHistory;
import dev.pushmark.results.trend.Series;
import dev.pushmark.results.trend.Series.Change;
import dev.pushmark.results.trend.Series.Point;
import dev.pushmark.results.trend.Trend;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How figures went, for a terminal. */
public final class TrendText {
  /** What a change that is marked is, and is not. */
  static final String CAUTION =
      "A change is a hint: of twenty series in which nothing changed one shows a change, and a machine"
          + " that got slower changes them all. Only pushmark gate decides.";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  private static final String ROW = "%-20s %5s  %9s  %-16s  %s";
  private static final String INDENT = "  ";
  private static final int BARS = 16;
  private static final int COMMIT = 7;
  private static final double MULTIPLE = 10;

  private TrendText() {}

  /** A table of each history, at most 100 columns wide, and what is to be said of all. */
  public static String of(Trend trend) {
    StringBuilder text = new StringBuilder();
    for (PlanHistory history : trend.histories()) {
      text.append(history.plan().workload().name()).append(": ").append(span(history));
      text.append('\n').append(INDENT);
      text.append(PlainText.wrap(asked(history), TextTable.WIDTH - INDENT.length(), INDENT));
      text.append('\n');
      line(text, "", "runs", "latest", "newest " + BARS, "change");
      String transport = "";
      for (Series series : history.series()) {
        if (!series.transport().equals(transport)) {
          transport = series.transport();
          text.append(transport).append('\n');
        }
        line(
            text,
            INDENT + GateText.name(series.metric()),
            Units.count(series.points().size()),
            figure(series.metric(), series.newest().value()),
            Sparkline.of(series.points().stream().mapToDouble(Point::value).toArray(), BARS),
            lastChange(series));
      }
      text.append('\n');
    }
    text.append(PlainText.wrap(headline(trend), TextTable.WIDTH, "")).append('\n');
    if (trend.series().stream().anyMatch(series -> !series.changes().isEmpty())) {
      text.append(PlainText.wrap(CAUTION, TextTable.WIDTH, "")).append('\n');
    }
    return PlainText.of(text.toString());
  }

  private static void line(StringBuilder text, Object... cells) {
    text.append(String.format(Locale.ROOT, ROW, cells).stripTrailing()).append('\n');
  }

  /** What was found, in a sentence or two. */
  static String headline(Trend trend) {
    List<Series> all = trend.series();
    long untold = all.stream().filter(series -> !series.canTell()).count();
    long told = all.size() - untold;
    if (told == 0) {
      int longest = all.stream().mapToInt(series -> series.points().size()).max().orElse(0);
      return ("Too little history to see a change: that takes %d runs that asked the same, %d before"
              + " it and %d after; the longest series has %d.")
          .formatted(Series.FEWEST_RUNS, Series.FEWEST_RUNS / 2, Series.FEWEST_RUNS / 2, longest);
    }
    List<Series> changed = all.stream().filter(series -> !series.changes().isEmpty()).toList();
    String sentence =
        changed.stream()
            .max(Comparator.comparing(series -> newestChange(series).since().startedAt()))
            .map(
                last ->
                    "%d of %d series changed, last of all %s %s: %s."
                        .formatted(
                            changed.size(),
                            told,
                            last.transport(),
                            GateText.name(last.metric()),
                            inWords(newestChange(last))))
            .orElse("No change in " + (told == 1 ? "the one series" : told + " series") + ".");
    return untold == 0
        ? sentence
        : "%s Of %d more there are fewer than the %d runs that it takes to see one."
            .formatted(sentence, untold, Series.FEWEST_RUNS);
  }

  private static Change newestChange(Series series) {
    return series.changes().get(series.changes().size() - 1);
  }

  private static String lastChange(Series series) {
    if (!series.canTell()) {
      return "%d runs needed to see one".formatted(Series.FEWEST_RUNS);
    }
    return series.changes().isEmpty() ? "none" : inWords(newestChange(series));
  }

  /** A change such as {@code +12 % since 2026-11-22 commit abc1234}. */
  static String inWords(Change change) {
    return growth(change) + " since " + place(change.since());
  }

  /** As a share, or as a multiple where that is easier to take in. */
  static String growth(Change change) {
    if (change.factor() >= MULTIPLE) {
      return Units.significant(change.factor(), 2) + " ×";
    }
    double growth = change.factor() - 1;
    return (growth > 0 ? "+" : "") + Units.share(growth, 2);
  }

  /** When and at which commit. */
  static String place(Point point) {
    return date(point.startedAt()) + " commit " + commit(point.commit());
  }

  /** Short, with a plus where the tree had changes that were not committed. */
  private static String commit(String commit) {
    int end = commit.indexOf('+');
    String hash = end < 0 ? commit : commit.substring(0, end);
    return hash.substring(0, Math.min(COMMIT, hash.length())) + (end < 0 ? "" : "+");
  }

  static String date(Instant at) {
    return DATE.format(at);
  }

  static String figure(GateMetric metric, double value) {
    return switch (metric) {
      case P50, P99, CPU -> Units.time(value);
      case BYTES -> Units.bytes(value);
      case SCORE -> Units.significant(value, 3);
    };
  }

  /** How many runs and from when to when. */
  static String span(PlanHistory history) {
    return history.runs() == 1
        ? "one run, " + date(history.to())
        : "%s runs, %s to %s"
            .formatted(Units.count(history.runs()), date(history.from()), date(history.to()));
  }

  /** The load, and what was asked beyond the usual. */
  static String asked(PlanHistory history) {
    Plan plan = history.plan();
    Server server = plan.server();
    List<String> words = new ArrayList<>();
    words.add(Units.count(plan.workload().subscribers()) + " subscribers");
    words.add(
        Units.significant(plan.workload().deliveriesPerSecond(), Units.DIGITS) + " deliveries/s");
    words.add("rounds of " + DurationText.format(plan.phases().measurement()));
    words.add("polls every " + DurationText.format(plan.polling().interval()));
    if (plan.ordering().checks()) {
      words.add("ordering checked");
    }
    if (plan.compression() != Compression.NONE) {
      words.add("compressed");
    }
    if (plan.tls() != Tls.NONE) {
      words.add(plan.tls() == Tls.RESUMPTION ? "TLS" : "TLS with full handshakes");
    }
    if (server.link() == Server.Link.VETH) {
      words.add("virtual Ethernet");
    }
    Duration window = server.batchWindow();
    if (window != null && !window.isZero()) {
      words.add("written every " + DurationText.format(window));
    }
    if (plan.witnesses() > 0) {
      words.add(plan.witnesses() + " witnesses");
    }
    if (plan.hasBrowser()) {
      words.add("with a browser");
    }
    if (server.url() != null) {
      words.add("server at " + server.url());
    }
    if (!history.otherServer().isEmpty()) {
      words.add("server: " + history.otherServer());
    }
    return String.join(", ", words);
  }
}
