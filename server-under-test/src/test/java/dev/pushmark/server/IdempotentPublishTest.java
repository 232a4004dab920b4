package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.reading.Api;
import dev.pushmark.server.reading.Item;
import dev.pushmark.server.reading.Reader;
import dev.pushmark.server.reading.Way;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is published again under its key is stored once. */
@ExtendWith(LeakCheck.class)
class IdempotentPublishTest {
  private static final int EVENTS = 1_000;
  private static final int TIMES = 3;

  private static HttpRequest publish(Api api, int number, String key) {
    return api.request("/rooms/room/events")
        .header("Idempotency-Key", key)
        .POST(HttpRequest.BodyPublishers.ofString(String.valueOf(number)))
        .build();
  }

  @Test
  void aThousandPublishesEachRepeatedThreeTimesAtOnceAreStoredOnceEach() throws Exception {
    try (ReferenceServer server =
        ReferenceServer.start(ServerConfig.defaults().withEventLoops(2))) {
      Api api = Api.of(server);
      try (Reader reader = Way.WEBSOCKET.open(api, "room", api.tail("room"))) {
        List<Set<String>> ids = new ArrayList<>();
        int created = 0;
        for (int number = 0; number < EVENTS; number++) {
          List<CompletableFuture<HttpResponse<String>>> repeats = new ArrayList<>();
          for (int i = 0; i < TIMES; i++) {
            repeats.add(
                api.client()
                    .sendAsync(
                        publish(api, number, "key-" + number),
                        HttpResponse.BodyHandlers.ofString()));
          }
          Set<String> got = new HashSet<>();
          for (CompletableFuture<HttpResponse<String>> repeat : repeats) {
            HttpResponse<String> answer = repeat.get(20, TimeUnit.SECONDS);
            created += answer.statusCode() == 201 ? 1 : 0;
            got.add(Api.id(answer.body()));
          }
          ids.add(got);
        }
        assertThat(ids).allMatch(got -> got.size() == 1);
        assertThat(created).isEqualTo(EVENTS);
        for (int number = 0; number < EVENTS; number++) {
          assertThat(reader.next())
              .isEqualTo(Item.event(ids.get(number).iterator().next(), String.valueOf(number)));
        }
        String end = api.publish("room", 7);
        assertThat(reader.next()).isEqualTo(Item.event(end, "7"));
      }
    }
  }

  @Test
  void aKeyStandsForOneEvent() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Api api = Api.of(server);
      HttpResponse.BodyHandler<String> text = HttpResponse.BodyHandlers.ofString();
      assertThat(api.client().send(publish(api, 1, "k"), text).statusCode()).isEqualTo(201);
      assertThat(api.client().send(publish(api, 2, "k"), text).statusCode()).isEqualTo(422);
      assertThat(api.client().send(publish(api, 1, "k"), text).statusCode()).isEqualTo(200);
      assertThat(api.client().send(publish(api, 1, "k".repeat(201)), text).statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void aSocketsMessagesCanCarryTheirKeys() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        RawConnection socket =
            RawConnection.webSocket(
                server.port(), "/rooms/room/socket?ack=1&keys=1&publish-only=1")) {
      socket.sendFrame(0x81, "one\n1").sendFrame(0x81, "two\n2").sendFrame(0x81, "one\n1");
      String one = socket.frame().text();
      String two = socket.frame().text();
      assertThat(two).isNotEqualTo(one);
      assertThat(socket.frame().text()).isEqualTo(one);
      socket.sendFrame(0x81, "3");
      assertThat(socket.frame().text()).startsWith("{\"error\":\"a message must be KEY");
      assertThat(socket.frame().closeCode()).isEqualTo(1007);
    }
  }
}
