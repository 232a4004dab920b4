package dev.pushmark.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How people work the page. Pictures are left in {@code target/pictures}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveControlsTest {
  private static final String LANE = "document.activeElement.closest('.lane').classList";

  private final LiveStage stage;

  LiveControlsTest() throws Exception {
    stage = LiveStage.start();
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  void nothingHindersAnybodyWideOrNarrowLightOrDark() throws Exception {
    Chromium page = stage.open("looks");
    page.await("window.pushmarkLive !== undefined && pushmarkLive.recordedMs() > 300");
    for (String look : new String[] {"1280 light", "390 dark"}) {
      int width = Integer.parseInt(look.replaceAll(" .*", ""));
      page.look(width, look.replaceAll(".* ", ""));
      page.picture(LiveStage.picture("live-" + look.replace(' ', '-')));
      assertThat(page.hindrances()).as(look).isEmpty();
      assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth").asInt())
          .as("beyond %s px", width)
          .isLessThanOrEqualTo(0);
    }
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void everyControlIsWorkedByTheKeyboardAloneAndTheSlidersChangeWhatArrives() throws Exception {
    Chromium page = stage.open("keyboard");
    page.look(1280, "light");
    page.await("window.pushmarkLive !== undefined && pushmarkLive.recordedMs() > 1000");
    JsonNode before = seen(page);
    tabTo(page, "document.activeElement.id", "rate");
    page.press("End");
    tabTo(page, "document.activeElement.id", "interval");
    page.press("Home");
    tabTo(page, "document.activeElement.id", "payload");
    page.press("ArrowRight");
    page.press("ArrowRight");
    for (String slider : new String[] {"rate", "interval", "payload"}) {
      assertThat(page.evaluate("document.getElementById('" + slider + "').labels.length").asInt())
          .isEqualTo(1);
    }
    page.await("pushmarkLive.recordedMs() > 2200");
    JsonNode after = seen(page);
    assertThat(perSecond(after, "sse", "delivered"))
        .isGreaterThan(2 * perSecond(before, "sse", "delivered"));
    assertThat(perSecond(after, "short-polling", "requests"))
        .isGreaterThan(4 * perSecond(before, "short-polling", "requests"));
    assertThat(bytesPerEvent(before, "sse")).isBetween(190.0, 210.0);
    assertThat(bytesPerEvent(after, "sse")).isBetween(990.0, 1010.0);

    tabTo(page, "document.activeElement.id", "save");
    page.press("Enter");
    page.await("document.querySelector('#status a') !== null");
    assertThat(page.evaluate("document.activeElement.id").asText()).isEqualTo("save");
    tabTo(page, "document.activeElement.textContent", "its report");
    for (String title :
        new String[] {"Short polling", "Long polling", "SSE", "WebSocket", "Socket.IO"}) {
      tabTo(page, "document.activeElement.ariaLabel", title + " on");
      page.press("Space");
      assertThat(page.evaluate(LANE + ".contains('off')").asBoolean()).as(title).isTrue();
      page.press("Space");
      assertThat(page.evaluate(LANE + ".contains('off')").asBoolean()).as(title).isFalse();
    }
    assertThat(page.errors()).isEmpty();
  }

  /** The next stop, which can be seen to have the focus. */
  private static void tabTo(Chromium page, String expression, String expected) throws Exception {
    page.press("Tab");
    assertThat(page.evaluate(expression).asText()).isEqualTo(expected);
    assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle").asText())
        .as(expected)
        .isEqualTo("solid");
  }

  private static JsonNode seen(Chromium page) throws Exception {
    return page.evaluate("({ ms: pushmarkLive.recordedMs(), figures: pushmarkLive.figures() })");
  }

  private static double perSecond(JsonNode seen, String transport, String count) {
    JsonNode lane = seen.path("figures").path(transport);
    return lane.path(count).asDouble() / seen.path("ms").asDouble() * 1000;
  }

  private static double bytesPerEvent(JsonNode seen, String transport) {
    JsonNode lane = seen.path("figures").path(transport);
    return lane.path("receivedBytes").asDouble() / lane.path("delivered").asDouble();
  }

  @Test
  void aServerThatIsKilledIsShownAndEveryLaneComesBackWithItsSuccessor() throws Exception {
    Chromium page = stage.open("recovery");
    page.look(1280, "light");
    page.await("window.pushmarkLive !== undefined && pushmarkLive.recordedMs() > 300");
    stage.killServer();
    page.await(
        "[...document.querySelectorAll('.state')].every(({ textContent }) =>"
            + " textContent.startsWith('Lost: '))");
    page.await("document.getElementById('publishing').textContent.startsWith('Nothing is pub')");
    page.picture(LiveStage.picture("live-lost"));
    assertThat(page.hindrances()).isEmpty();
    stage.startServer();
    page.await(
        "[...document.querySelectorAll('.state'), document.getElementById('publishing')]"
            + ".every(({ textContent }) => textContent === '')");
    JsonNode before = page.evaluate("pushmarkLive.figures()");
    for (String transport : LiveStage.TRANSPORTS) {
      JsonNode lane = before.path(transport);
      assertThat(lane.path("disconnected").asInt()).as(transport).isEqualTo(1);
      page.await(
          "pushmarkLive.figures()['%s'].delivered > %s"
              .formatted(transport, lane.path("delivered")));
    }
  }
}
