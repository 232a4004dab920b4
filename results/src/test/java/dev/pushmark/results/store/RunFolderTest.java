package dev.pushmark.results.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.sample.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final SampleRun SAMPLE = SampleRun.seeded(7);

  @TempDir Path temp;

  @Test
  void aFinishedRunComesBackAsItWas() throws IOException {
    Path folder = temp.resolve("run");
    SAMPLE.write(folder, SAMPLE.rounds().size()).finish(SAMPLE.run());

    StoredRun stored = RunFolder.read(folder);

    assertThat(stored.run()).isEqualTo(SAMPLE.run());
    assertThat(stored.environment()).isEqualTo(SAMPLE.environment());
    assertThat(stored.rounds()).isEqualTo(SAMPLE.rounds());
    for (Round round : SAMPLE.rounds()) {
      assertThat(stored.histograms().get(round.id()))
          .isEqualTo(SAMPLE.histograms().getOrDefault(round.id(), Map.of()));
    }
  }

  @Test
  void aFolderFromBeforeThereWereWitnessesHasNone() throws IOException {
    Path folder = temp.resolve("run");
    SAMPLE.write(folder, 0).finish(SAMPLE.run());
    Path file = folder.resolve("run.json");
    ObjectNode run = Json.read(file, ObjectNode.class);
    run.withObject("/plan").remove("witnesses");
    run.withObject("/plan/limits").remove(List.of("witnessLag", "witnessShare"));
    Json.write(file, run);

    assertThat(RunFolder.read(folder).run().plan().witnesses()).isZero();
  }

  @Test
  void checksumsHoldForEveryFile() throws IOException, NoSuchAlgorithmException {
    Path folder = temp.resolve("run");
    SAMPLE.write(folder, 2).finish(SAMPLE.run());

    List<String> lines = Files.readAllLines(folder.resolve("SHA256SUMS"));

    assertThat(lines)
        .extracting(line -> line.substring(66))
        .containsExactly(
            "run.json",
            "environment.json",
            "rounds.csv",
            "rounds.hlog",
            "summary.md",
            "report.html");
    for (String line : lines) {
      assertThat(line).matches("[0-9a-f]{64}  [a-z.]+");
      byte[] content = Files.readAllBytes(folder.resolve(line.substring(66)));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      assertThat(line).startsWith(HexFormat.of().formatHex(digest));
    }
  }

  @Test
  void aRunKilledAtAnyByteReadsAsIncompleteWithTheRoundsThatHadEnded() throws IOException {
    Path folder = temp.resolve("run");
    SAMPLE.write(folder, 3);
    byte[] rows = Files.readAllBytes(folder.resolve("rounds.csv"));
    Path torn = temp.resolve("torn");
    Files.createDirectory(torn);
    for (String file : List.of("run.json", "environment.json", "rounds.hlog")) {
      Files.copy(folder.resolve(file), torn.resolve(file));
    }

    for (int length = 0; length <= rows.length; length++) {
      byte[] part = Arrays.copyOf(rows, length);
      Files.write(torn.resolve("rounds.csv"), part);
      int ends = (int) new String(part, UTF_8).chars().filter(c -> c == '\n').count();
      List<Round> ended = SAMPLE.rounds().subList(0, Math.max(0, ends - 1));

      assertThat(new RoundTable(torn.resolve("rounds.csv")).read().rounds())
          .as("cut after %d bytes", length)
          .isEqualTo(ended);
      if (length % 500 == 0) { // the whole folder takes longer
        StoredRun stored = RunFolder.read(torn);
        assertThat(stored.run().state()).isEqualTo(Run.State.INCOMPLETE);
        assertThat(stored.rounds()).isEqualTo(ended);
      }
    }
  }

  @Test
  void histogramsOfARoundThatWasKilledBeforeItsRowAreLeftOut() throws IOException {
    Path folder = temp.resolve("run");
    SAMPLE.write(folder, 1);
    Path log = folder.resolve("rounds.hlog");
    long before = Files.size(log);
    Round second = SAMPLE.rounds().get(1);
    HistogramLog.append(log, second.id(), SAMPLE.histograms().getOrDefault(second.id(), Map.of()));
    byte[] bytes = Files.readAllBytes(log);

    for (int cut = (int) before; cut <= bytes.length; cut += 4999) {
      Files.write(log, Arrays.copyOf(bytes, cut));

      assertThat(RunFolder.read(folder).histograms()).containsOnlyKeys(SAMPLE.rounds().get(0).id());
    }
  }

  @Test
  void whatWasFinishedAndThenTornIsNotCalledComplete() throws IOException {
    Path folder = temp.resolve("run");
    SAMPLE.write(folder, 2).finish(SAMPLE.run());
    Path table = folder.resolve("rounds.csv");
    byte[] rows = Files.readAllBytes(table);
    Files.write(table, Arrays.copyOf(rows, rows.length - 3));

    StoredRun stored = RunFolder.read(folder);

    assertThat(stored.run().state()).isEqualTo(Run.State.INCOMPLETE);
    assertThat(stored.rounds()).hasSize(1);
  }

  @Test
  void aRunWithoutAnyRoundCanBeFinished() throws IOException {
    Path folder = temp.resolve("run");

    SAMPLE.write(folder, 0).finish(SAMPLE.run());

    assertThat(RunFolder.read(folder).rounds()).isEmpty();
    assertThat(folder.resolve("summary.md")).content().startsWith("# No round is valid");
  }

  @Test
  void theTableHasPercentilesForSpreadsheetsOnlyWhereTheyMayBeShown() throws IOException {
    Path folder = temp.resolve("run");
    SAMPLE.write(folder, 1);
    Round round = SAMPLE.rounds().get(0);
    Histogram latency = new Histogram(3);
    SAMPLE
        .histograms()
        .getOrDefault(round.id(), Map.of())
        .getOrDefault(Metric.DELIVERY_LATENCY, List.of())
        .forEach(latency::add);

    List<List<String>> rows = Csv.read(Files.readString(folder.resolve("rounds.csv"))).rows();
    Map<String, String> cells = new java.util.HashMap<>();
    for (int i = 0; i < rows.get(0).size(); i++) {
      cells.put(rows.get(0).get(i), rows.get(1).get(i));
    }

    assertThat(cells)
        .containsEntry("p50Ns", Long.toString(latency.getValueAtPercentile(50)))
        .containsEntry("p90Ns", Long.toString(latency.getValueAtPercentile(90)))
        .containsEntry("p99Ns", "")
        .containsEntry("maxNs", Long.toString(latency.getMaxValue()))
        .containsEntry("transport", round.transport())
        .containsEntry("outcome.is", "done");
  }

  @Test
  void readsTheFoldersOfOlderVersions() throws IOException {
    StoredRun old = RunFolder.read(Path.of("published", "2026-11-22-chat"));
    assertThat(old.rounds()).hasSize(30);
    Round round = old.rounds().get(0);
    assertThat(Objects.requireNonNull(round.injection()).ageOfInformation()).isNull();
    Summary summary = Summary.of(old.run(), old.rounds(), old.histograms());
    assertThat(HtmlPage.of(summary, old.environment()))
        .doesNotContain("class=\"stalls", "waited for a request");
  }

  @Test
  void refusesAFolderInUse() throws IOException {
    Path folder = temp.resolve("run");
    SAMPLE.write(folder, 0);

    assertThatThrownBy(() -> SAMPLE.write(folder, 0))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " must be an empty folder or not exist, was in use");
  }

  @Test
  void saysInOneLineWhyAFolderCannotBeRead() throws IOException {
    unreadable("", "must be a run's folder, but has no run.json");
    Path run = temp.resolve("run.json");
    Json.write(run, SAMPLE.run());
    unreadable("", "must hold environment.json, which is missing");
    Json.write(run, Json.tree(SAMPLE.run()).put("schemaVersion", 2).put("colour", "red"));
    unreadable("/run.json", "schemaVersion must be 1, was 2; a newer Pushmark can read it");
    Json.write(run, Json.tree(SAMPLE.run()).put("schemaVersion", "one"));
    unreadable("/run.json", "schemaVersion must be 1 or more, was \"one\"");
    Files.writeString(run, "{");
    unreadable(
        "/run.json",
        "line 1: Unexpected end-of-input: expected close marker for Object (start marker at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1])");
  }

  @Test
  void namesTheRowThatIsDamaged() throws IOException {
    Path folder = temp.resolve("run");
    SAMPLE.write(folder, 2);
    Path table = folder.resolve("rounds.csv");
    Files.writeString(table, Files.readString(table) + "1,2,3\n");
    assertThatThrownBy(() -> RunFolder.read(folder))
        .isInstanceOf(UnreadableException.class)
        .hasMessageMatching(".*rounds\\.csv: row 4 must have \\d+ cells, had 3");
  }

  private void unreadable(String file, String why) {
    assertThatThrownBy(() -> RunFolder.read(temp))
        .isInstanceOf(UnreadableException.class)
        .hasMessage(temp + file + ": " + why);
  }
}
