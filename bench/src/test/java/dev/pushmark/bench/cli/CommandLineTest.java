package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.registry.Transports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandLineTest {
  private static final Terminal NONE = new Terminal(false, false, true, 80);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "compare --rounds 0                | --rounds must be 1 to 1000, was 0",
        "compare --rounds x                | Invalid value for option '--rounds': 'x'",
        "compare --warmup 5x               | '--warmup': it must be a number and a unit",
        "compare --poll-phase odd          | must be random or even or synchronised, was odd",
        "compare --plan none.yaml          | there is no file none.yaml",
        "compare --workload none           | workload must be a file or one of",
        "compare --transports sse,smoke    | --transports must be among",
        "compare --url gopher://x          | --url must be http://HOST",
        "compare --expect websocket.speed<1| --expect must be TRANSPORT.METRIC<BOUND",
        "run                               | '--transport=T'",
        "comprae                           | comprae is not known here; did you mean",
        "\"\"                                | a command is missing",
        "micro no-such-benchmark           | REGEX must match a benchmark",
        "micro (                           | REGEX must be a regular expression, was ("
      })
  void aWrongCommandIsExplainedInOneLineAndEndsWithTwo(String words, String message) {
    assertThat(execute(words)).isEqualTo(2);
    assertThat(err.toString()).startsWith("pushmark: ").contains(message);
    assertThat(err.toString().lines().count()).isLessThanOrEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpTeachesTransportsExamplesAndExitCodes() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("Examples", "Exit codes", "  4  ");
    assertThat(out.toString()).contains(Transports.names());
    assertThat(Transports.names())
        .allSatisfy(name -> assertThat(out.toString()).contains(Transports.describe(name)));
  }

  @ParameterizedTest
  @CsvSource({"compare --help", "run --help", "micro --help"})
  void everyCommandHasHelpWithExamples(String words) {
    assertThat(execute(words)).isZero();
    assertThat(out.toString()).contains("Examples").doesNotContain("\u001b");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).matches("(?s)pushmark \\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void helpIsInColourOnATerminalOnly() {
    assertThat(execute(new Terminal(true, true, true, 80), "--help")).isZero();
    assertThat(out.toString()).contains("\u001b[");
  }

  @Test
  void coloursAreOffWhereNobodyWantsThem() {
    Properties both = new Properties();
    both.setProperty("pushmark.terminal", "out,err");
    both.setProperty("pushmark.columns", "132");
    assertThat(Terminal.of(both, Map.of())).isEqualTo(new Terminal(true, true, true, 132));
    assertThat(Terminal.of(both, Map.of("NO_COLOR", "1")).outInColour()).isFalse();
    assertThat(Terminal.of(both, Map.of("TERM", "dumb")).errInColour()).isFalse();
    assertThat(Terminal.of(new Properties(), Map.of()).outInColour()).isFalse();
  }

  private int execute(String words) {
    return execute(NONE, words);
  }

  private int execute(Terminal terminal, String words) {
    List<String> split = words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
    CommandLine line =
        PushmarkCommand.commandLine(
            terminal,
            new Measuring(terminal, new TickingClock(), split),
            new ServeCommand(),
            new MicroCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(split.toArray(String[]::new));
  }
}
