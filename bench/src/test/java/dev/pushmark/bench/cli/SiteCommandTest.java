package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line on real folders of made-up runs. */
class SiteCommandTest {
  @TempDir Path temporary;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path published = Path.of("");
  private Path site = Path.of("");

  @BeforeEach
  void name() throws IOException {
    published = Files.createDirectory(temporary.resolve("published"));
    site = temporary.resolve("site");
  }

  private int site(String... words) {
    Terminal terminal = new Terminal(false, false, false, 80);
    CommandLine line =
        PushmarkCommand.commandLine(
            terminal,
            new Measuring(terminal, new TickingClock(), List.of(words)),
            new Calibrating(terminal, new TickingClock(), List.of(words)),
            new ServeCommand(options -> options),
            new MicroCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(words);
  }

  @Test
  void buildsASiteAndSaysWhereItIs() throws IOException {
    PastFolders past = new PastFolders(published);
    for (int day = 0; day < 10; day++) {
      past.run(day, 1_000_000);
    }

    assertThat(site("site", published.toString(), "--out", site.toString())).isZero();

    assertThat(out.toString().lines())
        .containsExactly("Site   " + site.resolve("index.html"), "Runs   10", "Trends 1");
    assertThat(site.resolve("index.html")).content().contains("runs/run-9/report.html");
    assertThat(site.resolve("trend-here-1.html")).isNotEmptyFile();
  }

  @Test
  void namesEveryBadFolderOnALineOfItsOwn() throws IOException {
    PastFolders past = new PastFolders(published);
    past.run(0, 1_000_000);
    past.incomplete(1);
    Files.createDirectory(published.resolve("two\nlines"));

    assertThat(site("site", published.toString(), "--out", site.toString())).isEqualTo(2);

    assertThat(err.toString().lines())
        .containsExactly(
            "pushmark: "
                + published.resolve("run-1")
                + ": must hold SHA256SUMS, which a run has that came to its end",
            "pushmark: " + published + "/two?lines: must be a run's folder, but has no run.json",
            "No site was written.");
    assertThat(site).doesNotExist();
  }

  @Test
  void saysWhatIsWrongWithTheFoldersItIsGiven() throws IOException {
    assertThat(site("site", published + "/none")).isEqualTo(2);
    assertThat(err.toString()).contains("FOLDER must be a folder that exists, was " + published);
    assertThat(site("site", published.toString(), "--out", site.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("FOLDER must hold folders of runs, was " + published);
  }
}
