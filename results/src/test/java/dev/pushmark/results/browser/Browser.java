package dev.pushmark.results.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The installed Chromium without a window, looking at one page after the other. */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it; without it the test is skipped, or fails where none may be. */
  public static Browser start() {
    Optional<File> chromium = program("chromium", "chromium-browser", "google-chrome");
    Optional<File> chromedriver = program("chromedriver");
    boolean there = chromium.isPresent() && chromedriver.isPresent();
    if (!there && "1".equals(System.getenv("PUSHMARK_REQUIRE_ALL"))) {
      throw new AssertionError("chromium or chromedriver is missing: install chromium-driver");
    }
    Assumptions.assumeTrue(there, "chromium or chromedriver is missing: install chromium-driver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.setCapability("goog:loggingPrefs", logs);
    return new Browser(
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow())
                .usingAnyFreePort()
                .build(),
            options));
  }

  private static Optional<File> program(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                    .map(folder -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** Opens a file; what was logged before is forgotten. */
  public void open(Path page) {
    open(page.toUri());
  }

  /** The same with a fragment. */
  public void open(URI page) {
    driver.get("about:blank"); // else another fragment of the same page would open nothing
    driver.manage().logs().get(LogType.BROWSER);
    driver.manage().logs().get(LogType.PERFORMANCE);
    driver.get(page.toString());
  }

  /** Makes the window so wide, in CSS pixels. */
  public void width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Prefers {@code light} or {@code dark}. */
  public void scheme(String preferred) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", preferred))));
  }

  /** The value of an expression in the page. */
  public Object value(String expression) {
    return java.util.Objects.requireNonNull(
        driver.executeScript("return " + expression), expression);
  }

  public long number(String expression) {
    return ((Number) value(expression)).longValue();
  }

  public void await(BooleanSupplier condition) {
    new WebDriverWait(driver, PATIENCE).until(any -> condition.getAsBoolean());
  }

  /** What was written to the console since the page was opened, or this was asked. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Fails where something was written to the console, or anything but this page was asked for. */
  public void assertQuiet(Path page) {
    assertThat(complaints()).isEmpty();
    assertThat(driver.manage().logs().get(LogType.PERFORMANCE).getAll())
        .extracting(LogEntry::getMessage)
        .filteredOn(message -> message.contains("\"Network.requestWillBeSent\""))
        .isNotEmpty()
        .allMatch(message -> message.contains("\"url\":\"" + page.toUri()));
  }

  /** Fails where axe finds a hindrance, or the page is wider than its window. */
  public void assertAccessible() {
    assertThat(new AxeBuilder().analyze(driver).getViolations())
        .extracting(Rule::getId, rule -> rule.getNodes().toString())
        .isEmpty();
    assertThat(number("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(number("window.innerWidth"));
  }

  /** A picture of the whole page. */
  public void picture(Path file) throws IOException {
    long height = number("document.documentElement.scrollHeight");
    long width = number("window.innerWidth");
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    width((int) width);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
