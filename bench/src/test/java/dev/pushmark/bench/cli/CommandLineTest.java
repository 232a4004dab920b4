package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.registry.Transports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandLineTest {
  private static final Terminal NONE = new Terminal(false, false, true, 80);
  private static final String WORKLOAD =
      """
      name: mine
      description: of my own
      rooms: 2
      subscribersPerRoom: 1
      publishersPerRoom: 1
      eventsPerSecond: 1
      arrivals:
        process: poisson
        burstSize: 1
      payloadBytes: 200
      publishVia: http
      delivery: newest
      """;

  @TempDir Path folder;

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
        "compare --url gopher://x          | --url must be http[s]://HOST",
        "compare --slow-consumer wait      | must be disconnect or drop-oldest or coalesce, was wait",
        "compare --token-file none.txt     | --token-file must be a file of at most 16384 bytes, was none.txt",
        "run --transport sse --token-file pom.xml | --token-file pom.xml must hold one bearer token",
        "compare --format xml              | must be text or markdown or csv or json or jmh or openmetrics, was xml",
        "run --transport sse --json --format csv | --format must be json, or left out, with --json, was csv",
        "show                              | 'FOLDER'",
        "show no/such/folder               | FOLDER must hold a run, a gate, a cost, an experiment or a calibration",
        "experiment                        | 'NAME'",
        "experiment speed                  | NAME must be list, all or one of staleness, traffic, skew",
        "experiment traffic --seed x       | Invalid value for option '--seed': 'x'",
        "compare --ordering strict         | must be naive or checking, was strict",
        "compare --compression gzip        | must be none or deflate, was gzip",
        "compare --browser opera           | must be none or chromium or firefox, was opera",
        "compare --queue-bytes 9           | --queue-bytes must be 1024 to 1073741824, was 9",
        "compare --queue-bytes lots        | Invalid value for option '--queue-bytes': 'lots'",
        "compare --batch-window 11s        | --batch-window must be whole milliseconds, 0s to 10s, was 11s",
        "run --transport sse --url http://x --queue-bytes 9999 | --queue-bytes must be left out with a url",
        "compare --url http://x --slow-consumer coalesce | --slow-consumer must be left out with a url",
        "compare --rtt 5x                  | it must be a number and a unit",
        "compare --rtt 0,0s                | --rtt must be of different values, was 0s,0s",
        "compare --rtt 0,11s               | --rtt must be 0s to 10s, was 11s",
        "compare --rtt 0,9ms --bandwidth 8,9 | --bandwidth must be one value where --rtt has several, was 8,9",
        "compare --rtt 0,9ms --format jmh  | --format must be text or csv or json where --rtt has several values, was jmh",
        "compare --rtt 9ms --transports sse-h3 | --transports must be over TCP where there are faults, an rtt or a bandwidth",
        "compare --bandwidth 0             | --bandwidth must be >= 1 byte/s, was 0",
        "compare --loss lots               | must be a share such as 1%, was lots",
        "compare --loss 60%                | --loss must be 0 to 0.5, was 0.6",
        "compare --loss 1% --link loopback | --loss must be left out with a url or over loopback: it needs link veth, was 0.01",
        "compare --url http://x --loss 1%  | --loss must be left out with a url or over loopback: it needs link veth, was 0.01",
        "compare --expect websocket.speed<1| --expect must be TRANSPORT.METRIC<BOUND",
        "run                               | '--transport=T'",
        "comprae                           | comprae is not known here; did you mean",
        "\"\"                                | a command is missing",
        "calibrate --transports sse,smoke  | --transports must be among",
        "calibrate --patterns wild         | --patterns must be among at-once, fixed",
        "calibrate --events 10             | --events must be 200 to 1000000, was 10",
        "micro no-such-benchmark           | REGEX must match a benchmark",
        "micro (                           | REGEX must be a regular expression, was ("
      })
  void aWrongCommandIsExplainedInOneLineAndEndsWithTwo(String words, String message) {
    assertThat(execute(words)).isEqualTo(2);
    assertThat(err.toString()).startsWith("pushmark: ").contains(message);
    assertThat(err.toString().lines().count()).isLessThanOrEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rooms: 2         | rooms: 0             | rooms must be >= 1, was 0",
        "rooms: 2         | rooms: many          | rooms must be a whole number, was many",
        "rooms: 2         | ''                   | rooms is missing",
        "rooms: 2         | 'rooms: 2\nrums: 3' | rums is unknown; allowed are arrivals, delivery,",
        "delivery: newest | delivery: most       | delivery must be one of every, newest, was most",
        "process: poisson | process: often       | arrivals.process must be one of constant, poisson, bursts, was often",
        "payloadBytes: 200| payloadBytes: 20     | payloadBytes must be 100 to 65536 bytes, was 20",
        "rooms: 2         | 'rooms: ['           | line ",
      })
  void mistakesInAWorkloadFileNameFilePropertyAndValue(String right, String wrong, String message)
      throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, WORKLOAD.replace(right, wrong));
    assertThat(execute("compare --workload " + file)).isEqualTo(2);
    assertThat(err.toString()).startsWith("pushmark: " + file + ": ").contains(message);
    assertThat(err.toString().lines().count()).isLessThanOrEqualTo(2);
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
  @CsvSource({
    "compare --help",
    "run --help",
    "gate --help",
    "show --help",
    "calibrate --help",
    "micro --help"
  })
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

  @Test
  void serveHandsEveryOptionToTheServerAsItIs() throws Exception {
    assertThat(execute("serve --port 0 --slow-consumer=coalesce -x @file --odd --port 1 'a\"b"))
        .isEqualTo(7);
    assertThat(Files.readAllLines(forwarded()))
        .containsExactly(
            "--port",
            "0",
            "--slow-consumer=coalesce",
            "-x",
            "@file",
            "--odd",
            "--port",
            "1",
            "'a\"b");
  }

  private Path forwarded() {
    return folder.resolve("forwarded");
  }

  /** Stands in for a server: writes down the words it was given. */
  private List<String> echo(List<String> options) {
    List<String> command =
        new ArrayList<>(
            List.of("/bin/sh", "-c", "printf '%s\\n' \"$@\" > " + forwarded() + "; exit 7", "sh"));
    command.addAll(options);
    return command;
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
            new Calibrating(terminal, new TickingClock(), split),
            new ServeCommand(options -> echo(options)),
            new MicroCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(split.toArray(String[]::new));
  }
}
