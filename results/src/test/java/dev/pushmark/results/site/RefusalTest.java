package dev.pushmark.results.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.sample.Rounds;
import dev.pushmark.results.sample.SampleRun;
import dev.pushmark.results.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, and that nothing is written then. */
class RefusalTest {
  @TempDir Path temp;
  private PublishedFolder published = new PublishedFolder(Path.of("target"));
  private Path out = Path.of("");

  RefusalTest() throws IOException {}

  @BeforeEach
  void name() throws IOException {
    published = new PublishedFolder(temp.resolve("published"));
    out = temp.resolve("site");
  }

  private List<String> refused() {
    SiteRefusedException refusal =
        catchThrowableOfType(SiteRefusedException.class, () -> Site.write(published.folder, out));
    assertThat(refusal).isNotNull();
    return Objects.requireNonNull(refusal).reasons();
  }

  @Test
  void everyBadFolderIsNamedWithItsReason() throws Exception {
    published.run("good", 1);
    Path changed = published.run("changed", 2);
    Files.writeString(changed.resolve("report.html"), "another page");
    Path more = published.run("more", 2);
    Files.writeString(more.resolve("notes.txt"), "not measured");
    Path fewer = published.run("fewer", 2);
    Files.delete(fewer.resolve("summary.md"));
    Path unsummed = published.run("unsummed", 2);
    Files.delete(unsummed.resolve("SHA256SUMS"));
    Path pageless = published.run("pageless", 2);
    Files.delete(pageless.resolve("report.html"));
    PublishedFolder.sum(pageless);
    published.run("future", 2, run -> run.put("schemaVersion", 2), environment -> {});
    published.run("killed", 2, run -> run.put("state", "incomplete"), environment -> {});
    published.run("unreadable", 2, run -> run.remove("plan"), environment -> {});
    Path damaged = published.run("damaged", 2);
    Path log = damaged.resolve("rounds.hlog");
    Files.writeString(log, Files.readString(log).replaceFirst(",HISTFAAA", ",HISTFBBB"));
    PublishedFolder.sum(damaged);
    Files.createDirectory(published.folder.resolve("no run"));

    assertThat(refused())
        .map(reason -> reason.replace(published.folder + "/", ""))
        .map(reason -> reason.replaceFirst("line \\d+ is no histogram: .*", "no histogram"))
        .containsExactly(
            "changed: report.html is not what it was when SHA256SUMS was written",
            "damaged/rounds.hlog: no histogram",
            "fewer: summary.md is listed in SHA256SUMS, but missing",
            "future/run.json: schemaVersion must be 1, was 2; a newer Pushmark can read it",
            "killed: must be a complete run, was incomplete",
            "more: notes.txt is not listed in SHA256SUMS",
            "no run: must be a run's folder, but has no run.json",
            "pageless: must hold report.html, which is missing",
            "unreadable/run.json: plan is missing",
            "unsummed: must hold SHA256SUMS, which a run has that came to its end");
    assertThat(out).doesNotExist();
  }

  @Test
  void aRunWithoutAValidRoundIsRefused() throws Exception {
    Path folder = published.folder.resolve("invalid");
    Rounds rounds =
        new Rounds()
            .outcome(new Outcome.Invalid(List.of("the generator was late"), false))
            .round("sse", 400, 100);
    RunFolder run =
        RunFolder.create(
            folder, Rounds.run(Run.State.INCOMPLETE, "sse"), SampleRun.madeUpEnvironment());
    run.add(rounds.list().get(0), rounds.histograms().values().iterator().next());
    run.finish(Rounds.run("sse"));

    assertThat(refused())
        .containsExactly(folder + ": must have a valid round, was a run with 1 invalid ones");
  }

  @Test
  void aLinkInAFolderIsRefused() throws Exception {
    Path run = published.run("linked", 1);
    Files.createSymbolicLink(run.resolve("rounds.txt"), run.resolve("rounds.csv"));

    assertThat(refused())
        .containsExactly(run + ": rounds.txt must be a file, was a link or the like");
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertThat(refused())
        .containsExactly("FOLDER must hold folders of runs, was " + published.folder);
  }

  @Test
  void whatIsNoSiteIsNeverReplaced() throws Exception {
    published.run("good", 1);
    Files.createDirectory(out);
    Files.writeString(out.resolve("letter.txt"), "mine");

    assertThat(refused())
        .containsExactly(
            "--out must be empty, not exist or hold an older site of Pushmark's, was " + out);
    assertThat(out.resolve("letter.txt")).hasContent("mine");
    out = out.resolve("letter.txt");
    assertThat(refused()).containsExactly("--out must be a folder, was the file " + out);
    out = published.folder.resolve("site");
    assertThat(refused())
        .containsExactly("--out must be outside of the published folder, was " + out);
  }

  @Test
  void aSiteThatHoldsSomethingElseIsNotReplaced() throws Exception {
    published.run("good", 1);
    Site.write(published.folder, out);
    Files.createDirectory(out.resolve(".git"));

    assertThat(refused())
        .containsExactly(
            "--out must hold nothing but an older site, which the new one takes the place of, was "
                + out
                + " with .git");
  }

  @Test
  void anOlderSiteStaysUntilANewOneIsWhole() throws Exception {
    Path run = published.run("first", 1);
    Site.write(published.folder, out);
    String before = Files.readString(out.resolve("index.html"));
    Files.writeString(run.resolve("summary.md"), "changed");

    assertThat(refused()).hasSize(1);

    assertThat(out.resolve("index.html")).hasContent(before);
    PublishedFolder.sum(run);
    published.run("second", 2);
    Files.createDirectories(temp.resolve(".site.new/runs")); // as a killed build leaves it
    Files.createFile(temp.resolve(".site.new/.pushmark-site"));
    Site.write(published.folder, out);
    assertThat(out.resolve("runs/second")).isDirectory();
    try (var content = Files.list(temp)) {
      assertThat(content.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("published", "site");
    }
  }
}
