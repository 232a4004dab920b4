package dev.pushmark.results.site;

import static dev.pushmark.results.report.Markup.find;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.browser.Browser;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.store.Json;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The site's scripts, from disk, in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteInBrowserTest {
  private static final Consumer<ObjectNode> AS_IT_IS = tree -> {};
  private static final String HOSTILE = "</script><img src=x onerror=document.title='hacked'>";

  private final Browser browser = Browser.start();
  private Path site = Path.of("");

  /** Once for all, since no test changes it. */
  @BeforeAll
  void build(@TempDir Path temp) throws Exception {
    PublishedFolder published = new PublishedFolder(temp.resolve("published"));
    published.run("first", 1);
    published.run("second", 2);
    published.run("elsewhere", 3, AS_IT_IS, at -> at.put("id", "another").put("cpu", HOSTILE));
    published.run(
        "otherwise & so",
        4,
        run -> {
          run.withObject("/plan/workload").put("name", "ticker").put("description", HOSTILE);
          run.withObject("/plan/polling").put("interval", "5s");
        },
        AS_IT_IS);
    published.made("quick", 100, 101, 104);
    published.made("slow", 200, 203, 202);
    site = temp.resolve("site");
    Site.write(published.folder, site);
  }

  @AfterAll
  void stop() {
    browser.close();
  }

  /** What a page has become when its scripts have run; none may have complained. */
  private String opened(String page) {
    browser.width(1280);
    browser.scheme("light");
    browser.open(URI.create(site.toUri() + page));
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.driver().getTitle()).isNotEqualTo("hacked");
    String html = browser.driver().getPageSource();
    assertThat(html).contains("<html").doesNotContain("<img", "<title>hacked");
    return java.util.Objects.requireNonNull(html);
  }

  private static String result(String html) {
    return html.substring(html.indexOf("<div id=\"result\">"), html.indexOf("</main>"));
  }

  @Test
  void theListIsFilteredAsItsAddressSays() throws Exception {
    String html = opened("index.html#workload=chat&environment=9de92f1e2822");

    assertThat(html).contains(">2 of 6 runs<").doesNotContain("id=\"filters\" hidden");
    assertThat(find("<li data-[^>]*?hidden=\"\"><h3><a href=\"([^\"]*)\"", html))
        .containsExactly(
            "runs/otherwise%20%26%20so/report.html",
            "runs/elsewhere/report.html", "runs/quick/report.html", "runs/slow/report.html");
    assertThat(opened("index.html#transport=sse")).contains(">6 runs<");
    assertThat(opened("index.html#transport=smoke")).contains(">6 runs<");
  }

  @Test
  void twoRunsThatAskedTheSameAreComparedPercentileByPercentile() throws Exception {
    String result = result(opened("compare.html#a=first&b=second"));

    assertThat(find("<th scope=\"rowgroup\"[^>]*>([^<]*)<", result))
        .containsExactly("Refresh", "Short polling", "Long polling", "SSE", "WebSocket");
    assertThat(find("<th scope=\"row\">(p[0-9.]+)<", result)).contains("p50", "p90", "p99");
    assertThat(find("<td>(×.*?)</td>", result))
        .isNotEmpty()
        .allMatch(ratio -> ratio.startsWith("×1.00"))
        .anyMatch(ratio -> ratio.matches("×1\\.00 ~ <small>0\\.[0-9]+–1\\.[0-9]+</small>"))
        .anyMatch("×1.00 <small>no interval</small>"::equals);
    assertThat(result)
        .contains("537&nbsp;µs–676&nbsp;µs", "0.849–1.18")
        .doesNotContain("<aside", "NaN");
    assertThat(find("(<g class=\"[ab]\"><line)", result)).hasSizeGreaterThan(20);
  }

  /** The interval is put together from those of both, on logarithms. */
  @Test
  void aRunTwiceAsSlowIsToldApart() throws Exception {
    ObjectNode data = Json.parse(Files.readString(site.resolve("data.json")), ObjectNode.class);
    JsonNode quick = figure(data, "quick");
    JsonNode slow = figure(data, "slow");
    double ratio = Math.log(of(slow, "ns") / of(quick, "ns"));
    double below =
        Math.hypot(
            Math.log(of(slow, "ns") / of(slow, "lowNs")),
            Math.log(of(quick, "highNs") / of(quick, "ns")));

    assertThat(
            find("<td class=\"apart\">(.*?)</td>", result(opened("compare.html#a=quick&b=slow"))))
        .containsExactly(
            "×%s <small>%s–%s</small>"
                .formatted(
                    Units.significant(Math.exp(ratio), 3),
                    Units.significant(Math.exp(ratio - below), 3),
                    Units.significant(Math.exp(ratio + below), 3)));
  }

  private static JsonNode figure(JsonNode data, String run) {
    for (JsonNode entry : data.get("runs")) {
      if (entry.get("name").asText().equals(run)) {
        return entry.at("/transports/0/deliveryLatency/p50/ofRounds");
      }
    }
    throw new AssertionError(run);
  }

  private static double of(JsonNode figure, String name) {
    return figure.get(name).asDouble();
  }

  @Test
  void anotherEnvironmentIsSaidLoudly() throws Exception {
    String result = result(opened("compare.html#a=first&b=elsewhere"));

    assertThat(result)
        .contains("<aside class=\"stop\"", "They ran in different environments")
        .contains("<th scope=\"row\">environment.cpu</th>", "&lt;img src=x")
        .contains("B as a multiple of A");
  }

  @Test
  void runsThatAskedForSomethingElseAreNotComparedButToldApart() throws Exception {
    String html = opened("compare.html#a=first&b=otherwise%20%26%20so");

    assertThat(result(html))
        .contains("Not comparable: they did not ask the same")
        .contains("plan.polling.interval</th><td>1s</td><td>5s</td>")
        .doesNotContain("multiple of A", "<svg");
    assertThat(html).contains("<option value=\"otherwise &amp; so\">");
  }

  @Test
  void whoNamesNoTwoRunsIsAskedForThem() throws Exception {
    assertThat(opened("compare.html#a=first")).contains(">Choose two runs.<");
    assertThat(opened("compare.html#a=first&b=first")).contains(">Both are the same run");
    assertThat(opened("compare.html#a=gone&b=first")).contains(">There is no run gone. Choose");
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
  void everyPageCanBeReadByEveryoneAtEveryWidth(int width, String scheme) throws Exception {
    browser.scheme(scheme);
    for (String page : List.of("index.html", "compare.html#a=first&b=second", "how-to-read.html")) {
      browser.width(width);
      browser.open(URI.create(site.toUri() + page));

      browser.assertAccessible();
      browser.picture(
          Path.of(
              "target/pictures",
              page.substring(0, page.indexOf('.')) + "-" + width + "-" + scheme + ".png"));
    }
  }
}
