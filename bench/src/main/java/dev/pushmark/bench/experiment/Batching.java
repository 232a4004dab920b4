package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.ExperimentRun.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a server saves that writes events together, and how much later they come. */
final class Batching implements Experiment {
  /** How often something happens in a room, what that is called, and the windows to try. */
  private record Pace(String name, Work work, List<Duration> windows) {}

  private static final Duration NONE = Duration.ZERO;

  /** Ten events come within 20 ms, fifty within 100 ms. */
  private static final Work BUSY = new Work(1, 40, 500);

  /** Hardly ever do two come within 100 ms. */
  private static final Work RARE = new Work(400, 5, 0.5);

  private static final List<Duration> FEW =
      List.of(NONE, Duration.ofMillis(20), Duration.ofMillis(100));
  private static final List<Duration> ALL =
      List.of(NONE, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100));
  private static final List<Duration> EXTREMES = List.of(NONE, Duration.ofMillis(100));

  private static final Extent QUICK = new Extent(3, Duration.ofSeconds(1), Duration.ofSeconds(2));
  private static final Extent FULL = new Extent(4, Duration.ofSeconds(1), Duration.ofSeconds(8));

  @Override
  public Description description() {
    return new Description(
        "batching",
        "What does it save to write events together, and how much later do they come?",
        List.of(Claim.C14));
  }

  private static List<Pace> paces(boolean quick) {
    Pace busy = new Pace("busy", BUSY, quick ? FEW : ALL);
    return quick ? List.of(busy) : List.of(busy, new Pace("rare", RARE, EXTREMES));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    for (Pace pace : paces(form.quick())) {
      for (Duration window : pace.windows) {
        Step step =
            Step.of(
                pace.name + "-" + DurationText.format(window),
                window.isZero()
                    ? "Each event written as soon as it can"
                    : "Events that come within "
                        + DurationText.format(window)
                        + " of the first written together",
                form.quick() ? List.of("websocket") : List.of("sse", "websocket"),
                pace.work,
                form.quick() ? QUICK : FULL,
                null,
                form);
        steps.add(step.with(step.plan().with(step.plan().server().withBatchWindow(window))));
      }
    }
    return steps;
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    List<BatchRules.Window> windows = new ArrayList<>();
    List<ClaimFigure> without = new ArrayList<>();
    List<ClaimFigure> cpu = new ArrayList<>();
    List<ClaimFigure> latencies = new ArrayList<>();
    for (Measured step : measured) {
      for (TransportFigures figures : step.figures().values()) {
        Readings readings = new Readings(title(step, figures), figures);
        ClaimFigure latency = readings.latency(Percentile.P50);
        cpu.add(readings.serverCpu());
        latencies.add(latency);
        if (window(step).isZero()) {
          without.add(latency);
          continue;
        }
        ClaimFigure theory =
            readings.theory(
                "wait for the window, p50 by theory",
                BatchTheory.medianWaitNs(
                    window(step), step.step().plan().workload().eventsPerSecond()));
        latencies.add(theory);
        windows.add(
            new BatchRules.Window(
                readings.ratioTo(
                    beside(step, measured).of(figures.transport()),
                    "server CPU per delivered event",
                    RoundFigures::serverCpuNsPerDelivered),
                latency,
                theory));
      }
    }
    return new Conclusions(
        List.of(BatchRules.cheap(windows, without, cpu)),
        List.of(
            new Picture(
                "What a window saves", "CPU time of the server for each delivered event.", cpu),
            new Picture(
                "What a window costs",
                "The median time from when an event was due until a subscriber had it, and what the"
                    + " window alone takes of it by theory.",
                latencies)));
  }

  /** The step of the same pace that has no window. */
  private static Measured beside(Measured step, List<Measured> measured) {
    return measured.stream()
        .filter(other -> window(other).isZero() && pace(other).equals(pace(step)))
        .findFirst()
        .orElseThrow();
  }

  private static String pace(Measured step) {
    String folder = step.step().folder();
    return folder.substring(0, folder.indexOf('-'));
  }

  private static Duration window(Measured step) {
    Duration window = step.step().plan().server().batchWindow();
    return window == null ? NONE : window;
  }

  private static String title(Measured step, TransportFigures figures) {
    return TransportName.asTitle(figures.transport())
        + ", "
        + pace(step)
        + (window(step).isZero() ? "" : ", " + DurationText.format(window(step)) + " window");
  }
}
