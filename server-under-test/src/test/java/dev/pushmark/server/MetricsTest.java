package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.reading.Api;
import dev.pushmark.server.reading.Reader;
import dev.pushmark.server.reading.Way;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The figures of /metrics are those of what happened. */
@ExtendWith(LeakCheck.class)
class MetricsTest {
  private static double value(String scrape, String sample) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(sample) + " (.*)$", Pattern.MULTILINE).matcher(scrape);
    assertThat(line.find()).as(sample + " in\n" + scrape).isTrue();
    return Double.parseDouble(line.group(1));
  }

  @Test
  void countsWhatEachTransportDelivered() throws Exception {
    try (ReferenceServer server =
        ReferenceServer.start(ServerConfig.defaults().withEventLoops(2))) {
      Api api = Api.of(server);
      String tail = api.tail("room");
      try (Reader sse = Way.SSE.open(api, "room", tail);
          Reader one = Way.WEBSOCKET.open(api, "room", tail);
          Reader two = Way.WEBSOCKET.open(api, "room", tail)) {
        for (int number = 1; number <= 10; number++) {
          api.publish("room", number);
          sse.next();
          one.next();
          two.next();
        }
        assertThat(api.get("/nowhere").statusCode()).isEqualTo(404);
        String scrape = api.get("/metrics").body();
        assertThat(value(scrape, "pushmark_connections{transport=\"sse\"}")).isEqualTo(1);
        assertThat(value(scrape, "pushmark_connections{transport=\"websocket\"}")).isEqualTo(2);
        assertThat(value(scrape, "pushmark_subscriptions_total{transport=\"sse\"}")).isEqualTo(1);
        assertThat(value(scrape, "pushmark_subscriptions_total{transport=\"websocket\"}"))
            .isEqualTo(2);
        assertThat(value(scrape, "pushmark_deliveries_total{transport=\"sse\"}")).isEqualTo(10);
        assertThat(value(scrape, "pushmark_deliveries_total{transport=\"websocket\"}"))
            .isEqualTo(20);
        assertThat(value(scrape, "pushmark_published_total{transport=\"polling\"}")).isEqualTo(10);
        assertThat(value(scrape, "pushmark_refusals_total{status=\"404\"}")).isEqualTo(1);
        assertThat(value(scrape, "pushmark_gaps_total{transport=\"sse\"}")).isZero();
        assertThat(value(scrape, "pushmark_sent_bytes_total{transport=\"websocket\"}"))
            .isGreaterThan(20 * "{\"id\":\"e-1\",\"data\":1}".length());
        assertThat(value(scrape, "pushmark_received_bytes_total{transport=\"polling\"}"))
            .isPositive();
        assertThat(value(scrape, "pushmark_rooms")).isEqualTo(1);
        assertThat(scrape).contains("pushmark_event_loop_lag_seconds_bucket");
      }
    }
  }
}
