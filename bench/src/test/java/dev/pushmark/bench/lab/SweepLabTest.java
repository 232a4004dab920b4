package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.SweepRun;
import dev.pushmark.results.model.SweepRun.Axis;
import dev.pushmark.results.model.SweepRun.Leg;
import dev.pushmark.results.store.RecordFolder;
import dev.pushmark.results.store.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A comparison over several networks, with real processes that only pretend to measure. */
@Timeout(120)
class SweepLabTest {
  @TempDir Path temporary;

  private final Children children = new Children();
  private final Story story = new Story();

  @AfterEach
  void nothingIsLeftRunning() {
    children.close();
  }

  private SweepLab.Finished sweep() throws Exception {
    Plan near = RoundBuilder.plan("good", List.of("sse"), 2);
    Plan far =
        RoundBuilder.plan("lossy", List.of("sse"), 2)
            .with(new Network(Duration.ofMillis(20), List.of(), Reconnect.DEFAULT));
    return new SweepLab(children, Fakes.commands(), new Machine(), Clock.system(), story)
        .run(Axis.RTT, List.of(near, far), Fakes.PROVENANCE, temporary.resolve("sweep"));
  }

  @Test
  void eachBlockMeasuresOverEachNetworkBeforeTheNextBeginsAndAllIsInOneFolder() throws Exception {
    SweepLab.Finished finished = sweep();

    Path folder = temporary.resolve("sweep");
    SweepRun run = finished.run();
    assertThat(finished.exitCode()).as("as one of them failed").isEqualTo(Conclusion.FAILED);
    assertThat(RecordFolder.SWEEP.read(folder)).isEqualTo(run);
    assertThat(run.state()).isEqualTo(Run.State.COMPLETE);
    assertThat(run.legs()).extracting(Leg::folder).containsExactly("rtt-0s", "rtt-20ms");
    assertThat(run.legs()).extracting(Leg::value).containsExactly(0.0, 20e6);
    assertThat(run.legs().get(1).of("sse").validRounds()).isEqualTo(2);
    assertThat(run.legs().get(1).of("sse").counts().lost()).isEqualTo(2);
    List<Round> rounds = new ArrayList<>();
    for (Leg leg : run.legs()) {
      rounds.addAll(RunFolder.read(folder.resolve(leg.folder())).rounds());
    }
    assertThat(startsOf(1, rounds).max(Instant::compareTo).orElseThrow())
        .isBefore(startsOf(2, rounds).min(Instant::compareTo).orElseThrow());
    assertThat(story.told).contains("begins 1.1 sse 0s", "begins 2.1 sse 20ms");
    List<String> rows = Files.readAllLines(folder.resolve("rounds.csv"));
    assertThat(rows.get(0)).startsWith("rttNs,block,");
    assertThat(rows.subList(1, rows.size()))
        .hasSize(4)
        .filteredOn(row -> row.startsWith("20000000,"))
        .hasSize(2);
    assertThat(folder.resolve("SHA256SUMS")).content().contains("rounds.csv");
  }

  private static Stream<Instant> startsOf(int block, List<Round> rounds) {
    return rounds.stream().filter(round -> round.block() == block).map(Round::startedAt);
  }
}
