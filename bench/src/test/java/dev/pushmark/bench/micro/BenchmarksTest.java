package dev.pushmark.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.micro.pair.Clients;
import dev.pushmark.scenarios.registry.Transports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      classes = {Recording.class, Scheduling.class, StampScanning.class, StampWriting.class})
  void everyBenchmarkRuns(Class<?> benchmark) throws RunnerException {
    run(benchmark, new OptionsBuilder());
  }

  /** That each transport delivers is tested elsewhere; these begin in ways of their own. */
  @Test
  void deliveryRuns() throws RunnerException {
    run(
        Delivery.class,
        new OptionsBuilder()
            .param(
                "transport", "long-polling", "webtransport", "websocket-tyrus", "websocket-jdk"));
  }

  @Test
  void firstEventRuns() throws RunnerException {
    run(
        FirstEvent.class,
        new OptionsBuilder().param("transport", "websocket", "socketio-upgraded"));
  }

  private void run(Class<?> benchmark, ChainedOptionsBuilder options) throws RunnerException {
    // Whoever else measures on this machine: here nothing is measured.
    System.setProperty("jmh.ignoreLock", "true");
    Collection<RunResult> results =
        new Runner(
                options
                    .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(20))
                    .timeout(TimeValue.seconds(60))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .output(folder.resolve("jmh.txt").toString())
                    .build())
            .run();
    assertThat(results).isNotEmpty();
    assertThat(results)
        .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
  }

  @Test
  void deliveryIsMeasuredOverEveryTransportAndClientThereIs() throws NoSuchFieldException {
    Param names = Delivery.class.getField("transport").getAnnotation(Param.class);
    assertThat(List.of(names.value())).isEqualTo(Clients.names());
  }

  @Test
  void theFirstEventIsMeasuredOverEveryTransportThereIs() throws NoSuchFieldException {
    List<String> transports = new ArrayList<>(Transports.names());
    transports.add("socketio-upgraded");
    Param names = FirstEvent.class.getField("transport").getAnnotation(Param.class);
    assertThat(List.of(names.value())).isEqualTo(transports);
  }
}
