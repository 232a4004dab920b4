package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.RoomPatterns;
import dev.pushmark.server.access.TokenIssuer;
import dev.pushmark.server.access.Tokens;
import dev.pushmark.server.reading.Api;
import dev.pushmark.server.reading.EngineLink;
import dev.pushmark.server.reading.Item;
import dev.pushmark.server.reading.PollingLink;
import dev.pushmark.server.reading.SocketIoReader;
import dev.pushmark.server.reading.SocketLink;
import dev.pushmark.server.room.Clock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of Socket.IO can do with rooms. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class SocketIoRoomsTest {
  private static final String PATH = "/socket.io/";

  private static EngineLink connected(Api api, boolean polling) throws Exception {
    EngineLink link = polling ? PollingLink.open(api, PATH) : SocketLink.open(api, PATH);
    SocketIoReader.connect(link, "");
    return link;
  }

  private static String field(String packet, String name) {
    String quoted = "\"" + name + "\":\"";
    int from = packet.indexOf(quoted) + quoted.length();
    return packet.substring(from, packet.indexOf('"', from));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void publishesAreAcknowledgedWithTheirIdsAndDeliveredByteForByte(boolean polling)
      throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        EngineLink link = connected(Api.of(server), polling)) {
      link.send("421[\"join\",\"news\"]");
      String place = field(link.message(), "place");
      String epoch = place.substring(0, place.indexOf('-'));
      link.send("422[\"publish\",\"news\",{\"a\" : [1.50, \"\u20ac\"]}]");
      String event = "42[\"event\",{\"a\" : [1.50, \"\u20ac\"]},\"" + epoch + "-1\"]";
      assertThat(List.of(link.message(), link.message()))
          .containsExactlyInAnyOrder("432[{\"id\":\"" + epoch + "-1\"}]", event);
      link.send("42[\"publish\",\"news\",7]");
      assertThat(link.message()).isEqualTo("42[\"event\",7,\"" + epoch + "-2\"]");
    }
  }

  @Test
  void aBinaryAttachmentIsStoredAsTheTextThatItHolds() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        SocketLink link = (SocketLink) connected(Api.of(server), false)) {
      link.send("451-2[\"publish\",\"news\",{\"_placeholder\":true,\"num\":0}]");
      link.send(new byte[] {'[', '1', ' ', ']'});
      String id = field(link.message(), "id");
      assertThat(Api.of(server).get("/rooms/news/events").body())
          .contains("{\"id\":\"" + id + "\",\"data\":[1 ]}");
      link.send("451-3[\"publish\",\"news\",{\"num\":0,\"_placeholder\":true}]");
      link.send(new byte[] {'[', '1'});
      assertThat(link.message()).startsWith("433[{\"error\":\"an event must be one well-formed");
    }
  }

  @Test
  void aRepeatedPublishUnderOneKeyIsStoredOnce() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        EngineLink link = connected(Api.of(server), false)) {
      link.send("421[\"publish\",\"news\",1,\"key\"]");
      link.send("422[\"publish\",\"news\",1,\"key\"]");
      link.send("423[\"publish\",\"news\",2,\"key\"]");
      assertThat(field(link.message(), "id")).endsWith("-1");
      assertThat(field(link.message(), "id")).endsWith("-1");
      assertThat(link.message()).startsWith("433[{\"error\":\"another event was published");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"join\"]|the first argument must be a room's name",
        "[\"join\",7]|the first argument must be a room's name",
        "[\"join\",\"a/b\"]|the first argument must be a room's name",
        "[\"join\",\"news\",\"nonsense\"]|after must be EPOCH-OFFSET, was nonsense",
        "[\"leave\",\"news\"]|not in that room",
        "[\"publish\",\"news\"]|the second argument must be the event",
        "[\"shout\",\"news\"]|events are join, leave and publish"
      })
  void whatCannotBeDoneIsToldWithOrWithoutAcknowledgement(String event, String reason)
      throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        EngineLink link = connected(Api.of(server), false)) {
      link.send("429" + event);
      assertThat(link.message()).isEqualTo("439[{\"error\":\"" + reason + "\",\"status\":400}]");
      link.send("42" + event);
      String name = event.substring(1, event.indexOf('"', 2) + 1);
      assertThat(link.message())
          .isEqualTo("42[\"refused\"," + name + ",{\"error\":\"" + reason + "\",\"status\":400}]");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void severalRoomsAreServedInTurnAndLeftOneByOne(boolean polling) throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        EngineLink link = connected(Api.of(server), polling)) {
      Api api = Api.of(server);
      link.send("421[\"join\",\"one\"]");
      link.message();
      link.send("422[\"join\",\"two\"]");
      link.message();
      List<String> published = new ArrayList<>();
      for (int number = 1; number <= 10; number++) {
        published.add(api.publish("one", number));
        published.add(api.publish("two", number));
      }
      List<String> received = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        received.add(SocketIoReader.item(link.message()).id());
      }
      assertThat(received).containsExactlyInAnyOrderElementsOf(published);
      link.send("423[\"join\",\"one\"]");
      assertThat(field(link.message(), "place")).isEqualTo(published.get(18));
      link.send("424[\"leave\",\"one\"]");
      assertThat(field(link.message(), "place")).isEqualTo(published.get(18));
      api.publish("one", 11);
      String last = api.publish("two", 11);
      assertThat(SocketIoReader.item(link.message()).id()).isEqualTo(last);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLostConnectionIsRecoveredBehindTheLastEventSeen(boolean seenOne) throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults())) {
      Api api = Api.of(server);
      String connected;
      String seen = "";
      try (SocketLink link = SocketLink.open(api, PATH)) {
        connected = SocketIoReader.connect(link, "");
        link.send("421[\"join\",\"news\"]");
        link.message();
        if (seenOne) {
          seen = ",\"offset\":\"" + api.publish("news", 1) + "\"";
          link.message();
        }
      }
      String missed = api.publish("news", 2);
      String auth = "{\"pid\":\"" + field(connected, "pid") + "\"" + seen + "}";
      String again = reconnected(api, connected, auth, missed);
      assertThat(field(again, "sid")).isEqualTo(field(connected, "sid"));
      assertThat(field(again, "pid")).isEqualTo(field(connected, "pid"));
    }
  }

  /** The server may notice the loss a moment after the client has come back. */
  private static String reconnected(Api api, String before, String auth, String missed)
      throws Exception {
    for (int attempt = 0; attempt < 100; attempt++) {
      try (SocketLink link = SocketLink.open(api, PATH)) {
        String again = SocketIoReader.connect(link, auth);
        if (field(again, "pid").equals(field(before, "pid"))) {
          assertThat(SocketIoReader.item(link.message())).isEqualTo(Item.event(missed, "2"));
          return again;
        }
      }
    }
    throw new AssertionError("never recovered");
  }

  @Test
  void aPidThatIsUnknownOrWasLeftIsNotRecovered() throws Exception {
    try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
        SocketLink link = SocketLink.open(Api.of(server), PATH)) {
      String first = SocketIoReader.connect(link, "{\"pid\":\"unknown\",\"offset\":\"a-1\"}");
      assertThat(field(first, "pid")).isNotEqualTo("unknown");
      link.send("421[\"join\",\"news\"]");
      link.message();
      link.send("41");
      String again = SocketIoReader.connect(link, "{\"pid\":\"" + field(first, "pid") + "\"}");
      assertThat(field(again, "pid")).isNotEqualTo(field(first, "pid"));
    }
  }

  @Test
  void aTokenIsAskedForAndGoodForItsRoomsAlone(@TempDir Path folder) throws Exception {
    Path keys = folder.resolve("keys.json");
    TokenIssuer.createKeys(keys);
    long expires = Clock.SYSTEM.currentTimeMillis() + Duration.ofHours(1).toMillis();
    String token =
        TokenIssuer.with(keys)
            .issue(new Grant("r", new RoomPatterns(List.of("news")), RoomPatterns.NONE, expires));
    ServerConfig config = ServerConfig.defaults().withTokens(Tokens.signedBy(keys, Clock.SYSTEM));
    try (ReferenceServer server = ReferenceServer.start(config);
        SocketLink link = SocketLink.open(Api.of(server), PATH)) {
      link.send("40");
      assertThat(link.message())
          .isEqualTo("44{\"message\":\"a bearer token is needed\",\"data\":{\"status\":401}}");
      link.send("40{\"token\":\"a.b.c\"}");
      assertThat(link.message()).startsWith("44{\"message\":\"");
      SocketIoReader.connect(link, "{\"token\":\"" + token + "\"}");
      link.send("421[\"join\",\"news\"]");
      assertThat(link.message()).startsWith("431[{\"place\":");
      link.send("422[\"join\",\"secrets\"]");
      assertThat(link.message())
          .isEqualTo(
              "432[{\"error\":\"the token does not allow to read this room\",\"status\":403}]");
      link.send("423[\"publish\",\"news\",1]");
      assertThat(link.message())
          .isEqualTo(
              "433[{\"error\":\"the token does not allow to publish to this room\",\"status\":403}]");
    }
  }

  @Test
  void aServerThatGoesTellsItsClients() throws Exception {
    ReferenceServer server = ReferenceServer.start(ServerConfig.defaults().withEventLoops(1));
    Api api = Api.of(server);
    try (RawConnection polling = new RawConnection(server.port());
        EngineLink socket = connected(api, false)) {
      String first = PATH + "?EIO=4&transport=polling";
      polling.send(RawConnection.request("GET " + first + " HTTP/1.1", "Host: x"));
      String path = first + "&sid=" + field(polling.answer(), "sid");
      polling.send(RawConnection.request("GET " + path + " HTTP/1.1", "Host: x"));
      assertThat(api.post(path, "3").body()).isEqualTo("ok"); // so the poll has been read before
      server.close();
      assertThat(socket.message()).isEqualTo("closed");
      assertThat(polling.answer()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n1");
    }
  }
}
