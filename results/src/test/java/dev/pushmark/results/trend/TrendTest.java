package dev.pushmark.results.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.sample.SampleHistory;
import dev.pushmark.results.trend.Series.Change;
import dev.pushmark.results.trend.Series.Level;
import dev.pushmark.results.trend.Series.Point;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final Plan PLAN = SampleHistory.PLAN;

  private static PastRun run(int day, Plan plan) {
    return SampleHistory.run(day, plan, Map.of("sse", Map.of(GateMetric.P50, 600e3)));
  }

  @Test
  void runsStandInTheOrderInWhichTheyBeganAndAChangeIsWhereItHappened() {
    List<PastRun> shuffled = new ArrayList<>(SampleHistory.runs(30, day -> day < 18 ? 1 : 1.25));
    Collections.shuffle(shuffled, new Random(1));
    Trend trend = Trend.of(shuffled);

    assertThat(trend.series())
        .extracting(series -> series.transport() + " " + series.metric())
        .containsExactly("sse P50", "sse BYTES", "websocket P50");
    Series websocket =
        trend.series().stream()
            .filter(series -> series.transport().equals("websocket"))
            .findFirst()
            .orElseThrow();
    assertThat(websocket.points())
        .hasSize(30)
        .extracting(Point::startedAt)
        .isSortedAccordingTo(java.time.Instant::compareTo);
    Change change = websocket.changes().get(0);
    assertThat(websocket.changes()).hasSize(1);
    assertThat(change.since()).isEqualTo(websocket.points().get(18));
    assertThat(change.factor()).isCloseTo(1.25, Percentage.withPercentage(5));
    assertThat(trend.series()).filteredOn(series -> !series.changes().isEmpty()).hasSize(1);
  }

  @Test
  void levelsFollowEachOtherWithoutAGap() {
    for (Series series : Trend.of(SampleHistory.runs(40, day -> day < 15 ? 1 : 2)).series()) {
      int next = 0;
      for (Level level : series.levels()) {
        assertThat(level.first()).isEqualTo(next);
        next += level.runs();
      }
      assertThat(next).isEqualTo(40);
    }
  }

  @Test
  void onlyRunsThatAskedTheSameOfTheSameServerAreInOneSeries() {
    Plan longer =
        PLAN.with(new Phases(Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO), PLAN.workload());
    Plan elsewhere = PLAN.with(Server.at(URI.create("http://127.0.0.1:3000")));
    PastRun reference = run(9, PLAN);
    PastRun other =
        new PastRun(
            run(8, PLAN).run(), reference.environment(), "node server.js", reference.figures());
    Trend trend =
        Trend.of(
            List.of(
                run(1, longer),
                run(2, elsewhere),
                run(3, PLAN.with(List.of("sse"))),
                other,
                reference));

    assertThat(trend.runs()).isEqualTo(5);
    assertThat(trend.histories()).as("the newest first").hasSize(4);
    assertThat(trend.histories().get(0).plan()).isEqualTo(PLAN);
    assertThat(trend.histories().get(0).runs()).as("other transports do no harm").isEqualTo(2);
    assertThat(trend.histories().get(1).otherServer()).isEqualTo("node server.js");
    assertThat(trend.histories().get(2).plan()).isEqualTo(elsewhere);
    assertThat(trend.histories().get(3).plan()).isEqualTo(longer);
  }

  @Test
  void aSeriesHasTheNewestFiveHundredRuns() {
    List<PastRun> runs = new ArrayList<>();
    for (int day = 0; day <= Series.MOST_RUNS; day++) {
      runs.add(run(day, PLAN));
    }
    Series series = Trend.of(runs).series().get(0);
    assertThat(series.points()).hasSize(500);
    assertThat(series.newest().startedAt()).isEqualTo(runs.get(500).run().startedAt());
    assertThat(series.changes()).isEmpty();
  }

  @Test
  void onlyTheTransportsThatAreAskedForRemain() {
    List<PastRun> runs =
        SampleHistory.runs(3, day -> 1).stream().map(past -> past.only(List.of("sse"))).toList();
    assertThat(Trend.of(runs).series()).extracting(Series::transport).containsOnly("sse");
    List<PastRun> none = runs.stream().map(past -> past.only(List.of("grpc"))).toList();
    assertThat(Trend.of(none)).isEqualTo(new Trend(null, 0, List.of()));
  }
}
