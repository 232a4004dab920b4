package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.scenarios.gatling.Progress;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Progress for a terminal: two lines that are redrawn in place. Thread safe. */
final class LiveProgress extends ProgressLines {
  private static final String CLEAR_TO_END = "\u001b[J";
  private static final String UP_ONE = "\u001b[1A";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final Clock clock;
  private final int columns;
  private final boolean colours;
  private boolean drawn;
  private boolean closed;
  private String transport = "";
  private @Nullable Progress last;
  private long lastAtNs;

  LiveProgress(PrintStream out, Clock clock, int columns, boolean colours) {
    super(out, clock, columns);
    this.out = out;
    this.clock = clock;
    this.columns = columns;
    this.colours = colours;
  }

  @Override
  public synchronized void roundBegins(int block, int attempt, String of) {
    super.roundBegins(block, attempt, of);
    transport = of;
    last = null;
    draw("starting", "");
  }

  @Override
  public synchronized void progress(Progress progress) {
    long nowNs = clock.nanoTime();
    Progress before = last;
    double seconds = (nowNs - lastAtNs) / 1e9;
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
  synchronized void permanent(String line) {
    erase();
    super.permanent(line);
  }

  private void draw(String phase, String figures) {
    if (closed) {
      return;
    }
    erase();
    String first = "round %s · %s · %s".formatted(position(), transport, phase);
    String second = "  %s left%s%s".formatted(timeLeft(), figures.isEmpty() ? "" : " · ", figures);
    out.print(styled(BOLD, first) + "\n" + styled(DIM, second));
    out.flush();
    drawn = true;
  }

  private String styled(String style, String text) {
    // A line that wraps could not be taken back by going up one line.
    String fitting = text.substring(0, Math.min(text.length(), columns - 1));
    return colours ? style + fitting + PLAIN : fitting;
  }

  private void erase() {
    if (drawn) {
      out.print("\r" + UP_ONE + CLEAR_TO_END);
      out.flush();
      drawn = false;
    }
  }

  @Override
  public synchronized void close() {
    erase();
    closed = true;
  }
}
