package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AdviseCommandTest {
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
}
