package dev.pushmark.results.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.browser.Browser;
import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.sample.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long readers wait, told and not judged: {@code mvn -pl results test -Dtest=ReadersBenchmark}.
 * Sizes have limits, and are judged in every build.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadersBenchmark {
  private static final int REPEATS = 5;

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long startNs = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - startNs).toMillis() / 1e3;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void tell(String format, Object... figures) {
    System.out.println(String.format(Locale.ROOT, format, figures));
  }

  @Test
  @Order(1) // in a JVM that has written none before
  void thePageOfALargeRun(@TempDir Path folder) throws Exception {
    SampleRun run = SampleRun.large(4);
    Path page = folder.resolve("report.html");
    double cold = seconds(() -> write(run, page));
    double[] warm = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      warm[i] = seconds(() -> write(run, page));
    }
    tell(
        "page of %d transports × %d rounds: %d KB, written in %.2f s by a fresh JVM, %.2f s by a"
            + " warm one (median of %d)",
        run.run().plan().transports().size(),
        run.run().plan().rounds(),
        Files.size(page) / 1000,
        cold,
        median(warm),
        REPEATS);
    try (Browser browser = Browser.start()) {
      browser.width(1280);
      double[] opened = new double[REPEATS];
      for (int i = 0; i < REPEATS; i++) {
        browser.open(page);
        assertThat(browser.number("document.querySelectorAll('#percentiles-chart canvas').length"))
            .isPositive();
        opened[i] =
            browser.number("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1e3;
      }
      tell(
          "opened in Chromium, its charts drawn, in %.2f s the first time, %.2f s later (median of"
              + " %d)",
          opened[0], median(opened), REPEATS);
    }
  }

  private static void write(SampleRun run, Path page) throws IOException {
    Files.writeString(
        page,
        HtmlPage.of(Summary.of(run.run(), run.rounds(), run.histograms()), run.environment()));
  }

  @Test
  @Order(2)
  void aSiteOfFiveHundredRuns(@TempDir Path folder) throws Exception {
    PublishedFolder published = new PublishedFolder(folder.resolve("published"));
    for (int day = 0; day < 500; day++) {
      published.run("run-" + day, day);
    }
    Path site = folder.resolve("site");
    double built = seconds(() -> Site.write(published.folder, site));
    tell(
        "site of 500 runs: built in %.1f s, index %d KB, data %d KB",
        built,
        Files.size(site.resolve("index.html")) / 1000,
        Files.size(site.resolve("data.json")) / 1000);
  }
}
