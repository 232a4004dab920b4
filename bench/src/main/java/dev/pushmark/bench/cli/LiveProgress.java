package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.report.PlainText;
import dev.pushmark.scenarios.gatling.Progress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Progress for a terminal, redrawn in place below the lines that stay: a table of the transports,
 * where the terminal is high enough for it, and two lines on the round that goes on. Thread safe.
 */
final class LiveProgress extends ProgressLines {
  /** The lines on the round that goes on. */
  private static final int ROUND_LINES = 2;

  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  private final Clock clock;
  private final Terminal terminal;
  private final RedrawnLines screen;
  private LiveTable table = new LiveTable();
  private boolean closed;
  private String transport = "";
  private @Nullable Progress last;
  private long lastAtNs;

  LiveProgress(PrintStream out, Clock clock, Terminal terminal) {
    super(out, clock, terminal.columns());
    this.clock = clock;
    this.terminal = terminal;
    this.screen = new RedrawnLines(out);
  }

  @Override
  public synchronized void runBegins(Plan plan, List<String> notes) {
    table = new LiveTable(plan);
    super.runBegins(plan, notes);
  }

  @Override
  public synchronized void roundBegins(int block, int attempt, String of) {
    super.roundBegins(block, attempt, of);
    table.roundBegins(of);
    transport = of;
    last = null;
    draw("starting", "");
  }

  @Override
  public synchronized void progress(Progress progress) {
    long nowNs = clock.nanoTime();
    Progress before = last;
    double seconds = (nowNs - lastAtNs) / 1e9;
    table.progress(progress);
    // Lines at the beginning of a phase come right after the last; a rate over them is noise.
    boolean rateTold = before != null && seconds > 0.5;
    draw(
        phase(progress),
        before != null && rateTold
            ? figures(progress, (progress.delivered() - before.delivered()) / seconds)
            : figures(progress, -1));
    if (before == null || rateTold) {
      last = progress;
      lastAtNs = nowNs;
    }
  }

  private static String phase(Progress progress) {
    String name = progress.phase().name().toLowerCase(Locale.ROOT);
    return progress.phaseTotalSeconds() > 0
        ? String.format(
            Locale.ROOT,
            "%s %.0f of %.0f s",
            name,
            progress.phaseSeconds(),
            progress.phaseTotalSeconds())
        : name + " (" + count(progress.subscribed()) + " subscribed)";
  }

  private static String figures(Progress progress, double deliveriesPerSecond) {
    StringBuilder text = new StringBuilder();
    if (deliveriesPerSecond >= 0) {
      text.append(count(Math.round(deliveriesPerSecond))).append(" deliveries/s");
    }
    if (progress.p99Ns() > 0) {
      text.append(text.isEmpty() ? "" : " · ")
          .append("p50 ")
          .append(time((double) progress.p50Ns()))
          .append(" · p99 ")
          .append(time((double) progress.p99Ns()));
    }
    return text.toString();
  }

  @Override
  public synchronized void roundEnds(Round round, Map<Metric, List<Histogram>> histograms) {
    table.roundEnds(round, histograms);
    super.roundEnds(round, histograms);
  }

  @Override
  public synchronized void roundsAreRepeated(int block, int attempt, List<String> transports) {
    table.roundsAreRepeated(transports);
    super.roundsAreRepeated(block, attempt, transports);
  }

  @Override
  synchronized void permanent(String line) {
    screen.erase();
    super.permanent(line.lines().map(this::broken).collect(Collectors.joining("\n")));
  }

  /** Between words, where the terminal would break it anywhere. */
  private String broken(String line) {
    return line.length() <= terminal.columns()
        ? line
        : PlainText.wrap(line, terminal.columns(), INDENT);
  }

  private void draw(String phase, String figures) {
    if (closed) {
      return;
    }
    List<String> lines = new ArrayList<>();
    // One line more, so that what was said last stays in sight.
    if (table.height() > 0 && table.height() + ROUND_LINES < terminal.rows()) {
      int width = terminal.columns() - 1;
      lines.add(styled(DIM, table.heading(width)));
      for (LiveTable.Line row : table.lines(width)) {
        lines.add(styled(row.current() ? BOLD : "", row.text()));
      }
    }
    lines.add(styled(BOLD, "round %s · %s · %s".formatted(position(), transport, phase)));
    String told = figures.isEmpty() ? "" : " · " + figures;
    lines.add(styled(DIM, "  %s left%s".formatted(timeLeft(), told)));
    screen.draw(lines);
  }

  private String styled(String style, String text) {
    // A line that wraps could not be taken back by going up one line.
    String fitting = text.substring(0, Math.min(text.length(), terminal.columns() - 1));
    return terminal.errInColour() && !style.isEmpty() ? style + fitting + PLAIN : fitting;
  }

  @Override
  public synchronized void close() {
    screen.erase();
    closed = true;
  }
}
