package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.gate.Fork.Score;
import dev.pushmark.results.gate.Gate;
import dev.pushmark.results.gate.MeasuredForks;
import dev.pushmark.results.model.Benchmark;
import dev.pushmark.results.model.GateCell;
import dev.pushmark.results.model.GateMetric;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.GateRun.CellFinding;
import dev.pushmark.results.model.GateRun.Pair;
import dev.pushmark.results.model.GateRun.Verdict;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.sample.Forks;
import dev.pushmark.results.sample.SampleRun;
import dev.pushmark.results.store.RecordFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and programs get of a gate of microbenchmarks. */
class GateReportTest {
  @TempDir private Path folder;

  private static GateRun run(List<CellFinding> cells, Verdict verdict, List<String> reasons) {
    return new GateRun(
        GateRun.SCHEMA_VERSION,
        "1",
        "unknown",
        List.of("pushmark", "gate", "--micro", "--candidate", "make jmh"),
        Forks.PLAN,
        "old.jar",
        "reference",
        true,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60),
        Run.State.COMPLETE,
        SampleRun.madeUpEnvironment(),
        cells,
        List.of(),
        verdict,
        reasons);
  }

  /** Throughput of writing has fallen by a fifth. */
  private static GateRun slower() {
    Forks was = Forks.of(40, 1, 1).inEach(GateReportTest::perMicrosecond);
    Forks is = Forks.of(40, 2, 0.8).inEach(GateReportTest::perMicrosecond);
    Gate gate = new Gate(Forks.PLAN, new MeasuredForks(was.list(), is.list()), Gate.Design.PAIRED);
    return run(gate.findings(), gate.verdict(), gate.reasons());
  }

  private static Score perMicrosecond(Score score) {
    return new Score("thrpt", "ops/us", score.settings(), score.value());
  }

  private static CellFinding finding(String subject) {
    return new CellFinding(
        new GateCell(subject, GateMetric.SCORE, 0.05),
        Verdict.PASS,
        false,
        "ns/op",
        false,
        List.of(new Pair(1, 1, 1)),
        1.0,
        1.0,
        1.0,
        null,
        "");
  }

  @Test
  void theTextNamesClassAndMethodAndSaysWhereMoreIsBetter() {
    String text = GateText.of(slower(), 100);
    assertThat(text.lines().toList().get(2))
        .matches("Bench.write \\{size=10\\} +1\\.2.* regression.*");
    assertThat(text).contains("Regression: Bench.write {size=10}.");
    assertThat(text.replaceAll("\\s+", " "))
        .contains("(ops/us): the ratio is baseline ÷ candidate there, so that above 1 is worse");
    assertThat(GateText.markdown(slower())).contains("| Bench.write {size=10} | 1.2");
  }

  @Test
  void aPackageIsNamedWhereItTakesThat() {
    GateRun run =
        run(
            List.of(finding("a.b.Bench.read"), finding("c.Bench.read"), finding("c.Bench.write")),
            Verdict.PASS,
            List.of());
    assertThat(run.cells())
        .extracting(finding -> GateText.name(run, finding))
        .containsExactly("a.b.Bench.read", "c.Bench.read", "Bench.write");
    String dotted = new Benchmark("a.b.Bench.read", Map.of("file", "x.y.z")).subject();
    GateRun withParameter = run(List.of(finding(dotted)), Verdict.PASS, List.of());
    assertThat(GateText.name(withParameter, withParameter.cells().get(0)))
        .isEqualTo("Bench.read {file=x.y.z}");
  }

  @Test
  void otherProgramsGetScoresInUnitsOfTheirOwn() {
    Map<String, Map<String, Map<String, Double>>> bencher = GateFiles.bencher(slower());
    assertThat(bencher.getOrDefault("demo.Bench.write {size=10}", Map.of()).get("throughput"))
        .hasEntrySatisfying("value", value -> assertThat(value).isBetween(39e6, 41e6));
    assertThat(bencher.getOrDefault("demo.Bench.read", Map.of()).get("latency"))
        .hasEntrySatisfying("value", value -> assertThat(value).isBetween(98.0, 102.0));
    assertThat(GateFiles.junit(slower()))
        .contains("classname=\"pushmark.gate.demo.Bench.write {size=10}\"", "<failure message=");
  }

  @ParameterizedTest
  @CsvSource({
    "ns/op, 1",
    "us/op, 1e3",
    "ms/op, 1e6",
    "s/op, 1e9",
    "min/op, 6e10",
    "hr/op, 3.6e12",
    "day/op, 8.64e13",
    "ops/ns, 1e9",
    "ops/s, 1",
    "ops/min, 0.016666666666666666",
    "B/op, 1",
    "#, 1"
  })
  void scoresAreConverted(String unit, double factor) {
    assertThat(ScoreUnit.factor(unit)).isEqualTo(factor);
  }

  @Test
  void thePageHasALineForParametersAndEveryPair() {
    String page = HtmlPage.of(slower());
    assertThat(page)
        .contains("a pair of forks of JMH", ">Bench.write</text>", ">{size=10}</text>", "seed 7");
    assertThat(page.split("<circle", -1)).hasSize(1 + 10 + 30);
    assertThat(page).contains("pushmark gate --micro --candidate 'make jmh'");
    assertThat(page).doesNotContain("textLength");
    CellFinding wide = finding("a.NamesThatAreLongerThanThereIs.roomBesideTheDrawing");
    assertThat(HtmlPage.of(run(List.of(wide), Verdict.PASS, List.of())))
        .contains("textLength=\"" + GatePage.NAME_WIDTH);
  }

  @Test
  void aGateOfBenchmarksComesBackAsItWas() throws Exception {
    RecordFolder.GATE.create(folder.resolve("gate"));
    RecordFolder.GATE.write(folder.resolve("gate"), slower());
    assertThat(RecordFolder.GATE.read(folder.resolve("gate"))).isEqualTo(slower());
    assertThat(folder.resolve("gate/gate.json"))
        .content()
        .contains("\"of\": \"forks\"", "\"unit\": \"ops/us\"", "\"inverted\": true");
  }
}
