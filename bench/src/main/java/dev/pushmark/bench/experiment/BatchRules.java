package dev.pushmark.bench.experiment;

import static dev.pushmark.results.report.ClaimText.interval;
import static dev.pushmark.results.report.ClaimText.value;

import dev.pushmark.results.compare.Words;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import java.util.ArrayList;
import java.util.List;

/** The rule that decides what is claimed of batching: figures in, verdict out. */
final class BatchRules {
  /** What saves less than a tenth decides for nothing. */
  static final double SAVES = 0.9;

  private BatchRules() {}

  /**
   * One window beside none.
   *
   * @param cpu the server's CPU time per delivered event as a multiple of that without a window
   * @param latency the median delivery latency with it
   * @param theory what the window alone adds to it
   */
  record Window(ClaimFigure cpu, ClaimFigure latency, ClaimFigure theory) {
    private Side side() {
      return Side.of(cpu, SAVES);
    }

    private String told() {
      return latency.of()
          + ": "
          + value(cpu)
          + " ("
          + interval(cpu)
          + "), and a median latency of "
          + value(latency)
          + ", of which the window alone takes "
          + value(theory)
          + " by theory";
    }
  }

  /**
   * Batching keeps it cheap.
   *
   * @param without median delivery latencies without a window
   * @param others further figures to be shown
   */
  static ClaimVerdict cheap(
      List<Window> windows, List<ClaimFigure> without, List<ClaimFigure> others) {
    List<ClaimFigure> figures = new ArrayList<>();
    for (Window window : windows) {
      figures.addAll(List.of(window.cpu, window.latency, window.theory));
    }
    figures.addAll(without);
    figures.addAll(others);
    return Claim.C14.verdict(
        Side.allBelow(windows.stream().map(Window::side).toList()),
        "The server's CPU time per delivered event, as a multiple of that without a window. "
            + String.join("; ", windows.stream().map(Window::told).toList())
            + ". Without a window, the median latency is "
            + Words.list(without.stream().map(f -> f.of() + " " + value(f)).toList())
            + ".",
        "A window makes it cheaper where the whole 95 % interval of the server's CPU time per"
            + " delivered event, divided by that without a window in the same block, is at most "
            + SAVES
            + ": what saves less than a tenth decides for nothing. It does not where the whole"
            + " interval is above. The claim holds where every window does, does not hold where none"
            + " does, and depends otherwise. Theory of the latency: a window of W begins with the"
            + " first event that has not been sent, which waits for all of it; those that come"
            + " meanwhile wait for the rest. With Poisson events at rate λ the median wait is"
            + " W/2 + 1/2λ, at most W.",
        figures,
        "What a server saves that takes a system call or a packet for each event over a network:"
            + " here the way is loopback.",
        "What clients save, who are woken less often: the figures are the server's.",
        "Whether the later events matter: people notice from a tenth of a second on.");
  }
}
