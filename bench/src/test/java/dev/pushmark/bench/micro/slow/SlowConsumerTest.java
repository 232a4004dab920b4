package dev.pushmark.bench.micro.slow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SlowConsumerTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... options) {
    return new CommandLine(new SlowConsumer())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop-oldest", "coalesce"})
  void whoStopsReadingIsToldExactlyWhatItMissed(String policy) {
    int exitCode =
        run(
            "--subscribers=5",
            "--pairs=2",
            "--block=2",
            "--rate=100",
            "--event-bytes=5000",
            "--queue-bytes=20000",
            "--slow-consumer=" + policy);
    assertThat(exitCode).as("%s%s", out, err).isZero();
    assertThat(out.toString()).contains(": 0 unexplained").contains("in 2 pairs");
  }

  @Test
  void aNumberOutOfRangeIsNamed() {
    assertThat(run("--queue-bytes", "5")).isEqualTo(2);
    assertThat(err.toString()).contains("--queue-bytes must be 1024 to 1073741824, was 5");
  }
}
