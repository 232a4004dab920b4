package dev.pushmark.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Holds what a page saw to what the injector's clients saw. */
final class Comparison {
  /** Over which an event comes as soon as there is one. */
  private static final List<String> PUSHES =
      List.of("long-polling", "sse", "websocket", "socketio");

  private Comparison() {}

  /** By transport; of the events of the page's recording, as far as it still shows them. */
  static Map<String, Agreement> of(Chromium page, OurSubscribers ours) throws Exception {
    JsonNode told =
        page.evaluate(
            "({ arrivals: pushmarkLive.arrivals(), clock: pushmarkLive.clock(), stepMs:"
                + " pushmarkLive.stepUs / 1000, first: pushmarkLive.firstRecorded() })");
    JsonNode known = told.path("clock");
    Agreement.PageClock clock =
        new Agreement.PageClock(
            known.path("aheadMs").asDouble(),
            known.path("errorMs").asDouble(),
            known.path("wakeMs").asDouble(),
            known.path("roundTripMs").asDouble(),
            told.path("stepMs").asDouble());
    Map<String, Map<Long, Double>> browser = new LinkedHashMap<>();
    for (String transport : LiveStage.TRANSPORTS) {
      Map<Long, Double> arrivals = new TreeMap<>();
      for (JsonNode arrival : told.path("arrivals").path(transport)) {
        if (arrival.path(0).asLong() >= told.path("first").asLong()) {
          arrivals.putIfAbsent(arrival.path(0).asLong(), arrival.path(1).asDouble());
        }
      }
      browser.put(transport, arrivals);
    }
    Map<String, Agreement> agreements = new LinkedHashMap<>();
    browser.forEach(
        (transport, arrivals) -> {
          Map<Long, Double> own = ours.arrivals(transport);
          agreements.put(
              transport,
              transport.equals("short-polling")
                  ? Agreement.ofAnswers(
                      arrivals, own, clock, OurSubscribers.POLL_INTERVAL.toMillis())
                  : Agreement.ofPushes(
                      arrivals, own, clock, laterMs(transport, browser, ours, clock)));
        });
    return agreements;
  }

  /**
   * What an event may take longer into the browser than to us: one of the lanes is the last of
   * those that an event comes to, one of our clients the first. A lane says nothing about itself.
   */
  private static double laterMs(
      String transport,
      Map<String, Map<Long, Double>> browser,
      OurSubscribers ours,
      Agreement.PageClock clock) {
    Set<Long> events = browser.getOrDefault(transport, Map.of()).keySet();
    List<Map<Long, Double>> lanes = new ArrayList<>();
    for (String other : PUSHES) {
      if (!other.equals(transport)) {
        lanes.add(browser.getOrDefault(other, Map.of()));
      }
    }
    List<Map<Long, Double>> clients = PUSHES.stream().map(ours::arrivals).toList();
    return Agreement.spreadMs(events, lanes)
        + Agreement.spreadMs(events, clients)
        + (transport.equals("long-polling") ? clock.roundTripMs() : clock.wakeMs());
  }
}
