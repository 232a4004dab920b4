package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.Target;
import dev.pushmark.results.sample.SampleRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan lets go wrong can be read on the page, and seen where it happened. */
class FaultsOnThePageTest {
  private static final Reconnect JITTER =
      new Reconnect(
          Reconnect.Backoff.JITTER, Duration.ofMillis(100), Duration.ofSeconds(5), false, 100);

  private static String page(Network network) {
    SampleRun sample = SampleRun.seeded(11);
    Run r = sample.run();
    Plan plan = r.plan().with(network);
    Run run =
        new Run(
            r.schemaVersion(),
            r.version(),
            r.commit(),
            r.command(),
            plan,
            r.order(),
            r.startedAt(),
            r.endedAt(),
            r.state(),
            r.exitCode(),
            r.calibrated());
    return HtmlPage.of(Summary.of(run, sample.rounds(), sample.histograms()), sample.environment());
  }

  @Test
  void aCalmNetworkHasNeitherMarksNorRows() {
    assertThat(page(Network.CALM))
        .doesNotContain("class=\"faults", "Dotted lines", ">cut off<", "came back")
        .contains("subscribers that are cut off stay away");
  }

  @Test
  void faultsAreSaidInWordsAndDrawnOverTime() {
    List<PlannedFault> faults = new ArrayList<>();
    faults.add(new PlannedFault(Duration.ofMillis(1500), new Target.Share(0.5), new Fault.Cut()));
    faults.add(
        new PlannedFault(
            Duration.ofSeconds(3), new Fault.Delay(Duration.ofMillis(50), Duration.ofSeconds(2))));
    String page = page(new Network(Duration.ofMillis(20), faults, JITTER));

    assertThat(page)
        .contains(
            "a round trip of 20ms more",
            "after 1500ms: cut, each connection with a probability of 50",
            "after 3s: delay by 50ms each way for 2s",
            "come back after a random share of 100ms, doubled with each failure up to 5s; they begin"
                + " anew",
            "Dotted lines",
            ">cut off<",
            "missed meanwhile")
        .containsPattern(", cut[,\"]")
        .containsPattern("class=\"faults( off)?\" d=\"M[0-9.]+ 6V78M[0-9.]+ 6V78H[0-9.]+V6Z\"");
  }

  @Test
  void whatStrikesTheServerIsSaidWithItsLengthAndSoAreThoseWhomNothingStrikes() {
    List<PlannedFault> faults =
        List.of(
            new PlannedFault(Duration.ofSeconds(1), new Fault.Pause(Duration.ofSeconds(2))),
            new PlannedFault(Duration.ofSeconds(4), new Fault.Restart(Duration.ofMillis(500))));
    assertThat(page(new Network(Duration.ZERO, faults, JITTER).withBystanders(3)))
        .contains(
            "after 1s: pause for 2s; after 4s: restart for 500ms",
            "the last 3 subscribers are bystanders, whose connections nothing strikes");
  }

  @Test
  void ofThousandsTheFirstAreSaid() {
    List<PlannedFault> faults = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      faults.add(
          new PlannedFault(Duration.ofMillis(i), new Target.Nth(i + 1), new Fault.HalfOpen()));
    }
    assertThat(page(new Network(Duration.ZERO, faults, Reconnect.DEFAULT)))
        .contains("after 0s: half-open, connection 1; ", "and 992 more", "1000 × half-open");
  }
}
