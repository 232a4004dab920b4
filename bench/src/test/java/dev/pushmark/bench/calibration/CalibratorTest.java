package dev.pushmark.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Cost;
import dev.pushmark.results.model.Calibration.Counted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the processes that a calibration has: the server is one of its own, and is stopped. */
class CalibratorTest {
  private static final int EVENTS = 1_000;
  private static final long STOPPED_NS = 100_000_000;

  @TempDir private Path folder;

  private final Queue<String> progress = new ConcurrentLinkedQueue<>();

  private Measured measure(String transport, String... patterns) throws Exception {
    Pinning pinning = new Machine().pinning(true);
    try (Children children = new Children()) {
      return new Calibrator(children, ChildCommands.ours(pinning))
          .measure(
              Calibrator.Asked.thorough(List.of(transport), List.of(patterns), EVENTS, 2, 1),
              folder,
              progress::add);
    }
  }

  @Test
  void aServerThatIsStoppedDelaysEventsForAsLongAndTheInstrumentSaysSo() throws Exception {
    Measured measured = measure("websocket", "at-once", "stalls");
    assertThat(measured.takes())
        .extracting(Calibration.Take::pattern)
        .containsExactly("at-once", "at-once", "stalls");
    assertThat(measured.takes()).flatExtracting(Calibration.Take::counts).allMatch(Counted::exact);
    // More than one in ten went out while the server was stopped.
    Calibration.Reading p90 = measured.takes().get(2).percentiles().get(1);
    assertThat(p90.percent()).isEqualTo(90);
    assertThat(p90.trueNs()).isGreaterThan(STOPPED_NS / 5);
    assertThat(p90.reportedNs()).isGreaterThan(STOPPED_NS / 5);
    assertThat(measured.costs()).allSatisfy(cost -> assertThat(cost.medianNs()).isPositive());
    assertThat(measured.costs()).extracting(Cost::step).contains(Cost.WAKE_UP);
    assertThat(progress).anyMatch(line -> line.contains("websocket (1 of 1)"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatCannotBeDoneIsSaidInALine() {
    assertThatThrownBy(() -> measure("smoke-signals", "at-once"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("transport must be one of");
  }
}
