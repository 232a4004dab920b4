package dev.pushmark.results.site;

import static dev.pushmark.results.report.Markup.find;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.report.Markup;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
  private static final String HOSTILE = "</script><script>alert('1')</script>\"&<b onload=1>";

  @TempDir Path temp;
  private PublishedFolder published = new PublishedFolder(Path.of("target"));
  private Path out = Path.of("");

  SiteTest() throws IOException {}

  @BeforeEach
  void name() throws IOException {
    published = new PublishedFolder(temp.resolve("published"));
    out = temp.resolve("site");
  }

  private Site.Built build() throws IOException, SiteRefusedException {
    return Site.write(published.folder, out);
  }

  private String file(String name) throws IOException {
    return Files.readString(out.resolve(name));
  }

  @Test
  void everyRunIsListedWithItsFiguresTheNewestFirst() throws Exception {
    published.run("older", 1);
    published.run("newer", 2);

    assertThat(build().runs()).isEqualTo(2);

    String index = file("index.html");
    assertThat(find("<h3><a href=\"([^\"]*)\">", index))
        .containsExactly("runs/newer/report.html", "runs/older/report.html");
    assertThat(find("<time datetime=\"([^\"]*)\">", index))
        .containsExactly("2026-01-03T03:00:00Z", "2026-01-02T03:00:00Z");
    assertThat(find("<h3><a [^>]*>(.*?)</a>", index))
        .allMatch(headline -> headline.startsWith("WebSocket and SSE delivered fastest"));
    assertThat(index)
        .contains("smallest p50 <b>602\u00a0µs over WebSocket</b>")
        .contains("<b>chat</b> over refresh, short polling, long polling, SSE, WebSocket")
        .contains("Intel(R) Xeon(R) Processor, 2 cores · 9de92f1e2822")
        .contains("href=\"compare.html#a=newer\"");
  }

  @Test
  void aRunsFolderIsThereAsItWasPublished() throws Exception {
    Path run = published.run("a run", 1);

    build();

    Path copy = out.resolve("runs/a run");
    assertThat(PublishedFolder.files(copy)).hasSameSizeAs(PublishedFolder.files(run));
    for (Path file : PublishedFolder.files(run)) {
      assertThat(copy.resolve(run.relativize(file).toString())).hasSameBinaryContentAs(file);
    }
    assertThat(file("index.html")).contains("<a href=\"runs/a%20run/report.html\">");
  }

  @Test
  void pagesCanBeReadByEverybodyAndNeedNoNetwork() throws Exception {
    published.run("a", 1);
    published.run("b", 2);

    build();

    Markup.assertSound(file("how-to-read.html"));
    for (String page : List.of("index.html", "compare.html")) {
      Markup.assertReadable(file(page).replaceAll("(?s)<script.*?</script>", ""));
      assertThat(file(page).replace("http://www.w3.org/2000/svg", ""))
          .as(page)
          .doesNotContainPattern("https?://")
          .doesNotContain("<link", "<img", "<iframe", "@import");
    }
    assertThat(find(" src=\"([^\"]*)\"", file("compare.html"))).containsExactly("data.js");
    assertThat(file("index.html")).doesNotContain(" src=");
    assertThat(find("<option value=\"([^\"]*)\">", file("index.html")))
        .contains("chat", "sse", "websocket", "9de92f1e2822");
  }

  @Test
  void withoutScriptsTheWholeListIsShownAndNoFilters() throws Exception {
    published.run("a", 1);

    build();

    assertThat(file("index.html"))
        .contains("<form class=\"choose\" id=\"filters\" hidden>")
        .doesNotContainPattern("<li data-[^>]*hidden");
    assertThat(file("compare.html")).contains("<noscript>");
  }

  @Test
  void hostileTextStaysTextEverywhere() throws Exception {
    String name = "<img src=x onerror=alert(1)>\"'&#%? \u2028";
    published.run(
        name,
        1,
        run -> {
          run.put("commit", HOSTILE);
          run.withObject("/plan/workload").put("description", HOSTILE);
        },
        environment -> environment.put("id", HOSTILE).put("cpu", HOSTILE).put("kernel", HOSTILE));

    build();

    for (String page : List.of("index.html", "how-to-read.html", "compare.html")) {
      assertThat(file(page)).as(page).doesNotContain("<img", "<b onload", "alert('1')</script>");
      assertThat(file(page).replaceAll("=\"[^\"]*\"", ""))
          .as(page + " without the values of attributes")
          .doesNotContainPattern("<[a-z]+[^<>]*\\bon(load|error)");
    }
    assertThat(file("index.html")).contains("&lt;img src=x", "&lt;/script>");
    assertThat(file("data.js")).doesNotContain("<", "\u2028").endsWith(";\n");
    assertThat(Json.parse(file("data.json"), ObjectNode.class).at("/runs/0/name").asText())
        .isEqualTo(name);
    assertThat(out.resolve("runs").resolve(name)).isDirectory();
  }

  @Test
  void tenRunsThatAskedAlikeHaveATrendAndFewerAreTold() throws Exception {
    for (int day = 0; day < 10; day++) {
      published.run("run-" + day, day);
    }
    published.run("elsewhere", 1, run -> {}, environment -> environment.put("id", "else/where"));
    published.run(
        "asked-otherwise",
        1,
        run -> run.withObject("/plan/workload").put("rooms", 10),
        environment -> {});

    assertThat(build().trends()).isEqualTo(1);

    String index = file("index.html");
    assertThat(find("href=\"(trend-[^\"]*)\"", index)).containsExactly("trend-9de92f1e2822-1.html");
    assertThat(file("trend-9de92f1e2822-1.html"))
        .contains("<title>Pushmark trend:")
        .contains("10 runs");
    assertThat(index)
        .contains("10 runs, 1 January 2026 to 10 January 2026")
        .contains("9de92f1e2822: 1 of the 10 runs that ask the same and that a trend takes")
        .contains("else/where: 1 of the 10 runs");
  }

  @Test
  void runsThatAskTheSameShareAQuestion() throws Exception {
    published.run("a", 1);
    published.run("b", 2, run -> run.withObject("/plan").put("seed", 9), environment -> {});
    published.run(
        "c", 3, run -> run.withObject("/plan/polling").put("interval", "5s"), environment -> {});

    build();

    assertThat(Json.parse(file("data.json"), ObjectNode.class).get("runs"))
        .extracting(run -> run.get("question").asInt())
        .containsExactly(2, 1, 1);
  }

  @Test
  void theScriptHoldsTheSameAsTheData() throws Exception {
    published.run("a", 1);

    build();

    String script = file("data.js");
    JsonNode told =
        Json.parse(
            script.substring("window.pushmark = ".length(), script.length() - 2), ObjectNode.class);
    assertThat(told).isEqualTo(Json.parse(file("data.json"), ObjectNode.class));
    JsonNode sse = told.at("/runs/0/transports/3");
    assertThat(sse.get("transport").asText()).isEqualTo("sse");
    assertThat(Units.time(sse.at("/deliveryLatency/p50/ns").asDouble())).isEqualTo("629\u00a0µs");
    assertThat(sse.at("/deliveryLatency/p99.9").isNull()).isTrue();
  }

  @Test
  void whatNoRunHasAnExampleOfIsSaid() throws Exception {
    published.made("small", 100, 110);

    build();

    assertThat(find("(No published run has an example of this)", file("how-to-read.html")))
        .hasSize(4);
    assertThat(file("how-to-read.html")).doesNotContain("<svg");
  }

  @Test
  void theIndexOfFiveHundredRunsStaysBelowAMegabyte() throws Exception {
    for (int run = 0; run < 60; run++) {
      published.run("2026-11-22-chat-of-a-long-name-" + run, run);
    }

    build();

    assertThat(find("<li data-(workload)", file("index.html"))).hasSize(60);
    assertThat(Files.size(out.resolve("index.html")) / 60 * 500).isLessThan(1_000_000);
  }
}
