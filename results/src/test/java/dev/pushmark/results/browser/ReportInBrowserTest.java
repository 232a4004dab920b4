package dev.pushmark.results.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.sample.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** {@code report.html} in Chromium. Pictures are left in {@code target/pictures}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportInBrowserTest {
  private static final Path PICTURES = Path.of("target/pictures");

  private final Browser browser = Browser.start();
  private Path page = Path.of("");

  @BeforeAll
  void write(@TempDir Path folder) throws IOException {
    SampleRun sample = SampleRun.seeded(5);
    page = folder.resolve("report.html").toAbsolutePath();
    Files.writeString(
        page,
        HtmlPage.of(
            Summary.of(sample.run(), sample.rounds(), sample.histograms()), sample.environment()));
  }

  @AfterAll
  void stop() {
    browser.close();
  }

  @BeforeEach
  void open() {
    browser.width(1280);
    browser.scheme("light");
    browser.open(page);
  }

  private WebElement chart(String name) {
    WebElement chart = browser.driver().findElement(By.cssSelector("#" + name + "-chart .chart"));
    browser.driver().executeScript("arguments[0].scrollIntoView({block: 'center'})", chart);
    return chart;
  }

  private String readout(String name) {
    return browser.driver().findElement(By.cssSelector("#" + name + "-chart output")).getText();
  }

  /** How many points of a chart are neither its background nor transparent. */
  private long drawn(String name) {
    return browser.number(
        "(() => { const c = document.querySelector('#"
            + name
            + "-chart canvas'); const p = c.getContext('2d').getImageData(0, 0, c.width, c.height)"
            + ".data; let n = 0; for (let i = 3; i < p.length; i += 4) { n += p[i] > 200; }"
            + " return n; })()");
  }

  @Test
  void everyChartIsDrawnAndNothingIsAskedForOrComplainedOf() {
    assertThat(drawn("percentiles")).isGreaterThan(2_000);
    assertThat(drawn("distribution")).isGreaterThan(2_000);
    assertThat(browser.driver().findElements(By.cssSelector(".strip svg .maxima"))).hasSize(30 - 1);
    assertThat(browser.driver().findElements(By.cssSelector(".saw"))).hasSize(5);
    browser.assertQuiet(page);
  }

  @ParameterizedTest
  @CsvSource({"percentiles, p50, ms", "distribution, to, %"})
  void pointingAtAChartTellsItsFigures(String name, String where, String unit) {
    WebElement chart = chart(name);

    new Actions(browser.driver()).moveToElement(chart).perform();
    browser.await(() -> readout(name).contains("WebSocket"));

    assertThat(readout(name)).contains("Short polling", "Long polling", "SSE", unit);
    chart.sendKeys(Keys.ARROW_RIGHT);
    String before = readout(name);
    chart.sendKeys(Keys.ARROW_RIGHT);
    assertThat(readout(name)).isNotEqualTo(before);
    assertThat(where).isNotEmpty();
  }

  @Test
  void transportsCanBeSwitchedOff() {
    WebElement sse =
        browser.driver().findElements(By.cssSelector("#choose button")).stream()
            .filter(button -> button.getText().equals("SSE"))
            .findFirst()
            .orElseThrow();
    long before = drawn("percentiles");

    sse.sendKeys(Keys.ENTER);
    chart("percentiles").sendKeys(Keys.ARROW_RIGHT);

    assertThat(sse.getDomAttribute("aria-pressed")).isEqualTo("false");
    assertThat(readout("percentiles")).contains("WebSocket").doesNotContain("SSE");
    assertThat(drawn("percentiles")).isLessThan(before);
  }

  @Test
  void theLatencyAxisCanBeLinear() {
    WebElement scale = browser.driver().findElement(By.cssSelector("#percentiles-chart .scale"));
    String before = scale.getText();

    scale.click();

    assertThat(scale.getText()).isNotEqualTo(before);
    assertThat(drawn("percentiles")).isGreaterThan(2_000);
    browser.assertQuiet(page);
  }

  @Test
  void aSecondOfAStripIsToldWhereThePointerIs() {
    WebElement strip = browser.driver().findElement(By.cssSelector(".strip"));
    WebElement drawing = strip.findElement(By.cssSelector("svg"));
    browser.driver().executeScript("arguments[0].scrollIntoView({block: 'center'})", drawing);

    new Actions(browser.driver()).moveToElement(drawing, 100, 0).perform();

    assertThat(strip.findElement(By.cssSelector("output")).getText())
        .matches("block \\d, second \\d+: .*latest after .*");
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
  void canBeReadByEveryoneAtEveryWidth(int width, String scheme) throws IOException {
    browser.width(width);
    browser.scheme(scheme);
    browser.open(page);

    browser.assertAccessible();
    browser.picture(PICTURES.resolve("report-" + width + "-" + scheme + ".png"));
  }

  @Test
  void whereScriptsAreOffThePicturesAreThere() throws IOException {
    browser
        .driver()
        .executeCdpCommand("Emulation.setScriptExecutionDisabled", java.util.Map.of("value", true));
    try {
      browser.open(page);
      List<WebElement> pictures = browser.driver().findElements(By.cssSelector(".picture"));
      assertThat(pictures).hasSize(2).allMatch(picture -> picture.getRect().getHeight() > 100);
      assertThat(browser.driver().findElements(By.cssSelector(".uplot"))).isEmpty();
    } finally {
      browser
          .driver()
          .executeCdpCommand(
              "Emulation.setScriptExecutionDisabled", java.util.Map.of("value", false));
    }
  }
}
