package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.sample.SampleCost;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CostTableTest {
  private static final CostRun RUN = SampleCost.run();

  private static List<String> cells(String label) {
    String line =
        CostTable.of(RUN, 100)
            .lines()
            .filter(candidate -> candidate.startsWith("  " + label + "  "))
            .findFirst()
            .orElseThrow();
    return List.of(line.substring(label.length() + 2).strip().split(" {2,}", -1));
  }

  @Test
  void slopesAreThoseOfTheKnownCosts() {
    assertThat(cells("resident memory")).containsExactly("10.0 KB ±<0.01 %", "10.0 KB ±<0.01 %");
    assertThat(cells("heap after GC")).containsOnly("3.00 KB ±<0.01 %");
    assertThat(cells("CPU")).as("the invalid round apart").containsOnly("5.00 µs ±<0.01 %");
    assertThat(cells("bytes down")).containsOnly("250 B ±<0.01 %");
  }

  @Test
  void whatIsNotToldHasNoLineAndWhatIsNothingIsZero() {
    assertThat(CostTable.of(RUN, 100)).doesNotContain("kernel objects").doesNotContain("energy");
    assertThat(cells("socket buffers")).containsOnly("0");
    assertThat(cells("bytes up")).containsOnly("0");
  }

  @Test
  void packetsAreCountedBesideWhatTheyCarry() {
    assertThat(cells("  on the link")).as("of those down, the first").containsOnly("0");
    assertThat(CostFigure.LINK_RECEIVED.fit(RUN, "sse").orElseThrow().slope())
        .isEqualTo(302, Offset.offset(0.01));
    assertThat(CostFigure.LINK_SENT_PACKETS.fit(RUN, "sse").orElseThrow().slope())
        .isEqualTo(1, Offset.offset(0.01));
  }

  @Test
  void roundsOfOneSizeAreNoLineHoweverTheirDeliveriesDiffer() {
    CostRun oneSize =
        SampleCost.run(
            List.of(
                SampleCost.delivering("sse", 20, 7_990),
                SampleCost.delivering("sse", 20, 8_000),
                SampleCost.delivering("sse", 20, 8_010)));
    assertThat(CostFigure.CPU.fit(oneSize, "sse")).isEmpty();
    assertThat(CostFigure.CPU.fit(RUN, "sse")).isPresent();
  }

  @Test
  void sizesAndValidRoundsAreSaid() {
    assertThat(CostTable.of(RUN, 100))
        .contains(
            "per subscriber of a silent room (100, 200, 400 subscribers; 6 of 6 rounds valid)")
        .contains("per delivery (500, 1\u202F000, 2\u202F000 per second; 6 of 7 rounds valid)");
  }

  @Test
  void aNarrowTerminalGetsTheTransportsBelowEachOther() {
    long titles =
        CostTable.of(RUN, 50).lines().filter(line -> line.startsWith("per delivery")).count();
    assertThat(titles).isEqualTo(2);
  }
}
