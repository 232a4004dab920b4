package dev.pushmark.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.results.store.StoredRun;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the page measures in a real browser, with the real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveBrowserTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final LiveStage stage;

  LiveBrowserTest() throws Exception {
    stage = LiveStage.start();
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  void fiveTransportsAtFiftyEventsPerSecondLoseNothingAndAgreeWithTheInjectorsClients()
      throws Exception {
    try (OurSubscribers ours =
        new OurSubscribers(stage.server(), "agreement", LiveStage.TRANSPORTS)) {
      Chromium page = stage.open("agreement");
      page.await("window.pushmarkLive !== undefined && pushmarkLive.recordedMs() > 4200");
      JsonNode figures = page.evaluate("pushmarkLive.figures()");
      Map<String, Agreement> atFifty = compared(page, ours);
      assertThat(figures).hasSize(5);
      for (JsonNode lane : figures) {
        assertThat(lane.path("delivered").asLong()).as("%s", figures).isGreaterThan(100);
        assertThat(lane.path("lost").asLong()).as("%s", figures).isZero();
        assertThat(lane.path("duplicated").asLong()).as("%s", figures).isZero();
        assertThat(lane.path("reordered").asLong()).as("%s", figures).isZero();
        assertThat(lane.path("receivedBytes").asLong()).as("%s", figures).isGreaterThan(15_000);
      }
      assertThat(figures.path("short-polling").path("p50").asDouble())
          .isGreaterThan(figures.path("websocket").path("p50").asDouble());
      assertThat(figures.path("short-polling").path("meanOutOfDate").asDouble())
          .isGreaterThan(figures.path("sse").path("meanOutOfDate").asDouble());
      assertThat(atFifty).hasSize(5).allSatisfy(LiveBrowserTest::assertAgrees);
      saveAndRead(page);
      assertAWrongClockIsNoticed(page, ours);
      assertThat(page.errors()).isEmpty();
    }
  }

  private void saveAndRead(Chromium page) throws Exception {
    String name = page.evaluate("pushmarkLive.save()").asText();
    StoredRun saved = RunFolder.read(stage.runs().resolve(name));
    assertThat(saved.rounds()).hasSize(5);
    for (Round round : saved.rounds()) {
      Injection injection = Objects.requireNonNull(round.injection());
      assertThat(injection.counts().published()).isGreaterThan(100);
      assertThat(injection.counts().delivered()).isEqualTo(injection.counts().published());
      assertThat(injection.counts().lost()).isZero();
    }
  }

  /**
   * Page and clients over the same events. What else runs on the machine can keep either waiting
   * for a while, so they are compared again, with more events, before they are said to disagree.
   */
  private static Map<String, Agreement> compared(Chromium page, OurSubscribers ours)
      throws Exception {
    Map<String, Agreement> compared = Comparison.of(page, ours);
    for (int again = 0;
        again < 2 && !compared.values().stream().allMatch(Agreement::holds);
        again++) {
      long recordedMs = page.evaluate("pushmarkLive.recordedMs()").asLong();
      page.await("pushmarkLive.recordedMs() > " + (recordedMs + 3000));
      compared = Comparison.of(page, ours);
    }
    return compared;
  }

  /** Nothing may agree once the page is told of a clock that is wrong. */
  private void assertAWrongClockIsNoticed(Chromium page, OurSubscribers ours) throws Exception {
    page.evaluate(
        "for (const [id, place] of [['rate', 7], ['interval', 0]]) {"
            + " const slider = document.getElementById(id); slider.value = place;"
            + " slider.dispatchEvent(new Event('input')); }");
    page.await("pushmarkLive.recordedMs() > 1500");
    Map<String, Agreement> right = Comparison.of(page, ours);
    double worstMs =
        right.values().stream().mapToDouble(Agreement::toleranceMs).max().orElseThrow();
    Duration wrong = Duration.ofNanos(Math.round(Math.max(20, 3 * worstMs) * 1e6));
    int begun = page.evaluate("pushmarkLive.clock().begun").asInt();
    stage.putClockWrong(wrong);
    try {
      page.await(
          "pushmarkLive.clock().begun > " + begun + " && pushmarkLive.clock().exchanges >= 5");
      assertThat(Comparison.of(page, ours))
          .as("told of a clock that is %s wrong", wrong)
          .hasSize(5)
          .allSatisfy((transport, agreement) -> assertThat(agreement.holds()).isFalse());
    } finally {
      stage.putClockWrong(Duration.ZERO);
    }
  }

  private static void assertAgrees(String transport, Agreement agreement) {
    assertThat(agreement.compared()).as(transport).isGreaterThanOrEqualTo(3);
    assertThat(agreement.holds()).as("%s: %s", transport, agreement).isTrue();
  }

  @Test
  void theMachinesClockIsKnownWithinTheErrorThatIsStatedHoweverUnevenTheWays() throws Exception {
    Chromium page = stage.open("clock");
    page.await("window.pushmarkLive !== undefined && pushmarkLive.clock() !== null");
    // Questions that take 1, 9 and 3 ms until the clock is read, answers that take 9, 1 and 3;
    // then a clock that is moved by 20 ms.
    JsonNode told =
        page.evaluate(
            """
            import(location.origin + '/clock.js').then(async ({ MachineClock }) => {
              let sent = 0, ahead = 1234.5, ways = [];
              const clock = new MachineClock(async () => {
                sent += 100;
                const read = sent + ways[0], came = read + ways[1];
                return { machine: read + ahead, wanted: sent - 2, sent, came, heard: came + 4 };
              }, 0.005);
              const told = [];
              for (ways of [[1, 9], [9, 1], [3, 3]]) {
                await clock.exchange();
                told.push({ ahead, ...clock.known() });
              }
              ahead += 20;
              await clock.exchange();
              told.push({ ahead, ...clock.known() });
              return told;
            })""");
    assertThat(told).hasSize(4);
    for (JsonNode known : told) {
      double offMs = known.path("aheadMs").asDouble() - known.path("ahead").asDouble();
      assertThat(Math.abs(offMs)).isLessThanOrEqualTo(known.path("errorMs").asDouble());
    }
    assertThat(told.path(0).path("errorMs").asDouble()).isBetween(5.0, 5.1);
    assertThat(told.path(2).path("errorMs").asDouble()).isBetween(1.0, 1.1);
    assertThat(told.path(2).path("wakeMs").asDouble()).isEqualTo(4);
    assertThat(told.path(2).path("roundTripMs").asDouble()).isEqualTo(16);
    assertThat(told.path(2).path("begun").asInt()).isEqualTo(1);
    assertThat(told.path(3).path("errorMs").asDouble()).isBetween(3.0, 3.1);
    assertThat(told.path(3).path("begun").asInt()).isEqualTo(2);
    page.await("document.getElementById('clock').textContent.includes('known to ±')");
  }

  @Test
  void aHostileRoomNameShowsAsText() throws Exception {
    Chromium page = stage.open("%3Cimg%20src=x%20onerror=document.title=1%3E");
    page.await("document.getElementById('status')?.textContent.includes('<img src=x')");
    assertUnharmed(page);
  }

  @Test
  void whatOthersPublishToTheRoomIsNeitherShownNorCountedHoweverNearlyItLooksRight()
      throws Exception {
    Chromium page = stage.open("hostile");
    page.await("window.pushmarkLive !== undefined && pushmarkLive.recordedMs() > 300");
    URI events = stage.server().resolve("/rooms/hostile/events");
    String answer =
        client
            .send(HttpRequest.newBuilder(events).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    JsonNode own = Json.parse(answer, ObjectNode.class).path("events").path(0).path("data");
    assertThat(own.path("live").asText()).isNotEmpty();
    for (String forged :
        List.of(
            "\"<img src=x onerror=document.title=1>\"",
            "null",
            "[]",
            "{\"live\": \"<img src=x onerror=document.title=1>\", \"seq\": 1, \"due\": 1}",
            "{\"live\": %s, \"seq\": \"<b>\", \"due\": \"<i>\"}".formatted(own.path("live")),
            "{\"live\": %s, \"seq\": 1, \"due\": 0}".formatted(own.path("live")),
            "{\"live\": %s, \"seq\": 1e15, \"due\": 0}".formatted(own.path("live")))) {
      HttpResponse<String> published =
          client.send(
              HttpRequest.newBuilder(events)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(forged))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(published.statusCode()).as(forged).isBetween(200, 299);
    }
    page.await("document.getElementById('status').textContent.startsWith('Somebody else')");
    for (JsonNode lane : page.evaluate("pushmarkLive.figures()")) {
      assertThat(lane.path("duplicated").asLong() + lane.path("reordered").asLong()).isZero();
      assertThat(lane.path("outOfDate").isNumber()).isTrue();
    }
    assertUnharmed(page);
  }

  private static void assertUnharmed(Chromium page) throws Exception {
    assertThat(page.evaluate("document.images.length").asInt()).isZero();
    assertThat(page.evaluate("document.title").asText()).isEqualTo("Pushmark: live view");
  }
}
