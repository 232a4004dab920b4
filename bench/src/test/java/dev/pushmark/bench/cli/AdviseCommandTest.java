package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.store.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AdviseCommandTest {
  private static final String ASKED = "--clients 1000 --rate 0.1 --staleness 2s";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int advise(String words) {
    CommandLine line = new CommandLine(new AdviseCommand());
    line.setParameterExceptionHandler(UsageErrors::parameter);
    line.setExecutionExceptionHandler(UsageErrors::execution);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(words.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rate 1 --staleness 1s                              | '--clients=N'",
        "--clients 0 --rate 1 --staleness 1s                  | --clients must be 1 to 100000000, was 0",
        "--clients 9 --rate -1 --staleness 1s                 | --rate must be 0 to 1000 events/s, was -1",
        "--clients 9 --rate NaN --staleness 1s                | --rate must be 0 to 1000 events/s, was NaN",
        "--clients 9 --rate 1 --staleness 1ms                 | --staleness must be 10ms to 1h, was 1ms",
        "--clients 9 --rate 1 --staleness 1x                  | '--staleness'",
        "--clients 9 --rate 1 --staleness 1s --weights cpu=-1 | must be cpu=A, bytes=B or both",
        "--clients 9 --rate 1 --staleness 1s --weights cpu=0,bytes=0 | not both 0, was cpu=0,bytes=0",
        "--clients 9 --rate 1 --staleness 1s --experiment no/such | --experiment must be the folder of a break-even"
      })
  void aWrongQuestionIsExplainedInOneLine(String words, String message) {
    assertThat(advise(words)).isEqualTo(2);
    assertThat(err.toString()).startsWith("pushmark: ").contains(message);
    assertThat(err.toString().lines().count()).isLessThanOrEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whereNothingWasMeasuredThereIsNoExperiment(@TempDir Path home) throws Exception {
    assertThat(PastExperiments.newest(home, "break-even")).isEmpty();
    Path unreadable = home.resolve("results/runs/experiments/break-even");
    Files.createDirectories(unreadable);
    Files.writeString(unreadable.resolve("experiment.json"), "{}");
    assertThat(PastExperiments.newest(home, "break-even")).isEmpty();
  }

  @Test
  void theNewestThatCameToItsEndIsTaken(@TempDir Path home) throws Exception {
    Path runs = home.resolve("results/runs");
    Instant then = Instant.EPOCH;
    WrittenBreakEven.in(runs.resolve("a"), then, Run.State.COMPLETE);
    Path newest = WrittenBreakEven.in(runs.resolve("b/c"), then.plusSeconds(9), Run.State.COMPLETE);
    WrittenBreakEven.in(runs.resolve("d"), then.plusSeconds(99), Run.State.INCOMPLETE);
    assertThat(PastExperiments.newest(home, "break-even")).hasValue(newest);
    assertThat(PastExperiments.newest(home, "staleness")).isEmpty();
    assertThat(advise(ASKED + " --experiment " + runs.resolve("d"))).isEqualTo(2);
  }

  @Test
  void theAnswerIsTheCheapestWithItsCostsAndWhereItWouldFlip(@TempDir Path folder)
      throws Exception {
    Path experiment = WrittenBreakEven.in(folder.resolve("e"), Instant.EPOCH, Run.State.COMPLETE);
    assertThat(advise(ASKED + " --weights cpu=1,bytes=0 --experiment " + experiment)).isZero();
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    assertThat(out.toString())
        .startsWith("Use WebSocket: for 1\u202f000 clients")
        .contains("Short polling every 4s", "It would be polling above")
        .contains("./pushmark experiment break-even --quick", "the quick form");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theAnswerIsThereForOtherProgramsToo(@TempDir Path folder) throws Exception {
    Path experiment = WrittenBreakEven.in(folder.resolve("e"), Instant.EPOCH, Run.State.COMPLETE);
    assertThat(advise(ASKED + " --json --experiment " + experiment)).isZero();
    ObjectNode answer = Json.parse(out.toString(), ObjectNode.class);
    assertThat(answer.at("/advice/use/0").textValue()).isEqualTo("websocket");
    assertThat(answer.at("/advice/options/0/cpuSeconds/value").doubleValue())
        .isCloseTo(1_000 * 50e-6 * (0.1 + 1 / 15.0), Percentage.withPercentage(1));
    assertThat(answer.at("/advice/options/1/pollInterval").textValue()).isEqualTo("4s");
    assertThat(answer.at("/advice/options/1/bytes/value").doubleValue())
        .isCloseTo(1_000 * (150 / 4.0 + 200 * 0.1), Percentage.withPercentage(1));
    assertThat(err.toString()).startsWith("Use WebSocket");
  }
}
