package dev.pushmark.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.gate.Fork;
import dev.pushmark.results.gate.Fork.Score;
import dev.pushmark.results.model.Benchmark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhFileTest {
  private static final String RESULT =
      """
      [{
        "jmhVersion" : "1.37",
        "benchmark" : "demo.Bench.read",
        "mode" : "MODE",
        "threads" : 2,
        "vmName" : "VM",
        "vmVersion" : "17",
        "warmupIterations" : 3,
        "warmupTime" : "1 s",
        "warmupBatchSize" : 1,
        "measurementIterations" : 2,
        "measurementTime" : "200 ms",
        "measurementBatchSize" : 10,
        "primaryMetric" : {
          "score" : 2.0,
          "scoreError" : "NaN",
          "scoreUnit" : "ns/op",
          RAW
        },
        "secondaryMetrics" : {}
      }]
      """;

  @TempDir private Path folder;

  private JmhFile read(String mode, String raw) throws Exception {
    Path file = folder.resolve("results.json");
    Files.writeString(file, RESULT.replace("MODE", mode).replace("RAW", raw));
    return JmhFile.read(file);
  }

  private double only(String raw) throws Exception {
    return score(read("avgt", raw).forks().get(0)).value();
  }

  private static Score score(Fork fork) {
    return fork.scores().getOrDefault("demo.Bench.read", List.of()).get(0);
  }

  @Test
  void aForksFigureIsTheMeanOfItsIterations() throws Exception {
    JmhFile file = read("avgt", "\"rawData\" : [[1.0, 3.0], [5.0, 6.0]]");
    assertThat(file.forks()).extracting(fork -> score(fork).value()).containsExactly(2.0, 5.5);
    assertThat(file.forks()).extracting(Fork::number).containsExactly(1, 2);
    assertThat(score(file.forks().get(0)))
        .isEqualTo(
            new Score(
                "avgt", "ns/op", "2 × 200 ms of batches of 10 after 3 × 1 s with 2 threads", 2.0));
    assertThat(file.jvms()).containsExactly("VM 17");
    assertThat(file.benchmarks()).containsExactly(new Benchmark("demo.Bench.read", Map.of()));
  }

  @Test
  void ofSampledTimesItIsTheMeanOfAllSamples() throws Exception {
    JmhFile file = read("sample", "\"rawDataHistogram\" : [[[[1.0, 3], [5.0, 1]], [[10.0, 1]]]]");
    assertThat(score(file.forks().get(0)).value()).isEqualTo((3 * 1.0 + 5.0 + 10.0) / 5);
  }

  @Test
  void whatIsNoNumberMakesNone() throws Exception {
    assertThat(only("\"rawData\" : [[1.0, \"NaN\"]]")).isNaN();
    assertThat(only("\"rawData\" : [[1.0, \"+INF\"]]")).isNaN();
    assertThat(only("\"rawData\" : [[]]")).isNaN();
    assertThat(only("\"rawData\" : [[0.0, 0.0]]")).isZero();
    assertThat(read("avgt", "\"rawData\" : []").forks()).isEmpty();
  }

  @Test
  void parametersAndModesAreKeptApart() throws Exception {
    Path file = folder.resolve("several.json");
    Files.writeString(
        file,
        FakeJmh.json(
            List.of(
                "demo.Bench.write,50,ns/op,avgt,size,10",
                "demo.Bench.write,90,ns/op,avgt,size,20",
                "demo.Bench.read,100,ns/op,avgt",
                "demo.Bench.read,0.01,ops/ns,thrpt"),
            3,
            1));
    JmhFile results = JmhFile.read(file);
    assertThat(results.benchmarks())
        .extracting(Benchmark::subject)
        .containsExactly(
            "demo.Bench.write {size=10}", "demo.Bench.write {size=20}", "demo.Bench.read");
    assertThat(results.forks()).hasSize(3);
    assertThat(results.forks().get(2).scores().get("demo.Bench.read"))
        .extracting(Score::mode)
        .containsExactly("avgt", "thrpt");
    assertThat(results.forks().get(0).scores().get("demo.Bench.write {size=20}"))
        .singleElement()
        .satisfies(score -> assertThat(score.value()).isBetween(85.0, 95.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                         | No content",
        "{}                         | results.json: ",
        "[{\"mode\": \"avgt\"}]     | a result must have a benchmark",
        "[{\"benchmark\": \"a.b\", \"mode\": \"avgt\"}] | a result must have a scoreUnit",
        "nothing                    | results.json: line 1",
      })
  void whatHoldsNoResultsIsRefusedInOneLine(String text, String message) throws Exception {
    Path file = folder.resolve("results.json");
    Files.writeString(file, text);
    assertThatThrownBy(() -> JmhFile.read(file)).hasMessageContaining(message);
    assertThatThrownBy(() -> MicroSide.parse(file.toString()))
        .hasMessageContaining("must hold results of JMH (-rf json); ")
        .message()
        .doesNotContain("\n");
  }
}
