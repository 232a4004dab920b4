package dev.pushmark.scenarios.contract;

import static dev.pushmark.scenarios.contract.GrpcBytes.ascii;
import static dev.pushmark.scenarios.contract.RawHttp2.END_HEADERS;
import static dev.pushmark.scenarios.contract.RawHttp2.END_STREAM;
import static dev.pushmark.scenarios.contract.RawHttp2.PUSH_PROMISE;
import static dev.pushmark.scenarios.contract.RawHttp2.RST_STREAM;
import static dev.pushmark.scenarios.contract.RawHttp2.STREAM;
import static dev.pushmark.scenarios.contract.RawHttp2.all;
import static dev.pushmark.scenarios.contract.RawHttp2.data;
import static dev.pushmark.scenarios.contract.RawHttp2.frame;
import static dev.pushmark.scenarios.contract.RawHttp2.headers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.LogCheck;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that push out of order, or what nobody understands. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class BrokenPushTest {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final byte[] BEGINNING =
      all(headers(0, STREAM, true), data(0, STREAM, ascii("{\"place\":\"a-0\"}\n")));
  private static final byte[] END = data(END_STREAM, STREAM, new byte[0]);

  private static byte[] promise(int pushed) {
    byte[] request =
        all(
            RawHttp2.number(pushed),
            RawHttp2.fields(":method", "GET", ":scheme", "http", ":authority", "x", ":path", "/"));
    return all(frame(PUSH_PROMISE, END_HEADERS, STREAM, request), headers(0, pushed, true));
  }

  private static byte[] json(int number) {
    return ascii("{\"id\":\"a-1\",\"data\":" + Events.text(number) + "}");
  }

  private static byte[] event(int pushed, int number) {
    return all(promise(pushed), data(END_STREAM, pushed, json(number)));
  }

  @Test
  void whatIsPushedIsHandedOnWhenItIsWholeInWhateverOrder() throws Exception {
    byte[] eight = json(8);
    int half = eight.length / 2;
    assertThat(
            hear(
                all(
                    BEGINNING,
                    promise(2),
                    promise(4),
                    data(0, 2, Arrays.copyOf(eight, half)),
                    data(END_STREAM, 4, json(9)),
                    data(0, STREAM, ascii("\n{\"gap\":{\"after\":\"a-2\",")),
                    data(0, 2, Arrays.copyOfRange(eight, half, eight.length)),
                    data(0, STREAM, ascii("\"next\":\"a-5\"}}\n\n")),
                    data(END_STREAM, 2, new byte[0]),
                    event(6, 10),
                    END)))
        .containsExactly(
            Inbox.SUBSCRIBED,
            "event 9",
            Inbox.GAP + "2",
            "event 8",
            "event 10",
            Inbox.ENDED + "the server ended the pushes");
  }

  static Stream<Arguments> lies() {
    byte[] refused = frame(RawHttp2.HEADERS, END_HEADERS, 2, RawHttp2.fields(":status", "404"));
    byte[] lonePromise =
        frame(
            PUSH_PROMISE,
            END_HEADERS,
            STREAM,
            all(RawHttp2.number(2), RawHttp2.fields(":method", "GET", ":path", "/")));
    byte[] parts = BEGINNING;
    for (int stream = 2; stream <= 2 * 1_001; stream += 2) {
      parts = all(parts, promise(stream), data(0, stream, ascii("x")));
    }
    return Stream.of(
        Arguments.of(
            "an event before the place",
            all(headers(0, STREAM, true), event(2, 8)),
            "came before the place"),
        Arguments.of(
            "no place",
            all(headers(0, STREAM, true), data(0, STREAM, ascii("{}\n"))),
            "line was not understood"),
        Arguments.of(
            "an odd line",
            all(BEGINNING, event(2, 8), data(0, STREAM, ascii("{}\n"))),
            "line was not understood"),
        Arguments.of(
            "a line without end",
            all(BEGINNING, data(0, STREAM, new byte[5_000])),
            "a line had more than 4096 bytes"),
        Arguments.of(
            "a pushed refusal",
            all(BEGINNING, lonePromise, refused),
            "pushed answer had status 404"),
        Arguments.of(
            "a promise that is broken",
            all(BEGINNING, promise(2), frame(RST_STREAM, 0, 2, RawHttp2.number(8))),
            "gave a pushed answer up, code 8"),
        Arguments.of("answers without end", parts, "Maximum active streams violated"),
        Arguments.of(
            "the end",
            all(BEGINNING, promise(2), data(0, 2, ascii("{")), END),
            "server ended the pushes"),
        Arguments.of(
            "a refusal",
            frame(
                RawHttp2.HEADERS,
                END_HEADERS | END_STREAM,
                STREAM,
                RawHttp2.fields(":status", "505")),
            "answered with 505"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aLieEndsTheSubscription(String lie, byte[] answer, String reason) throws Exception {
    List<String> heard = hear(answer);
    assertThat(heard.get(heard.size() - 1)).startsWith(Inbox.ENDED).containsPattern(reason);
    assertThat(heard)
        .doesNotHaveDuplicates()
        .allMatch(item -> item.matches("subscribed|event 8|ended: [ -~]+"));
  }

  /** What a subscriber hears of a server that answers so. */
  private static List<String> hear(byte[] answer) throws Exception {
    Inbox inbox = new Inbox();
    RawServer.Conversation conversation =
        (in, out) -> {
          RawHttp2.readRequest(in);
          out.write(RawHttp2.preface());
          out.write(answer);
          in.transferTo(OutputStream.nullOutputStream()); // until the client goes
        };
    try (RawServer server = new RawServer(conversation);
        ClientLoop loop = new ClientLoop(server.url())) {
      loop.subscribe(Contender.client("push-h2", OFTEN), "room", inbox);
      List<String> heard = new ArrayList<>();
      String item;
      do {
        item = inbox.take();
        heard.add(item);
      } while (!item.startsWith(Inbox.ENDED));
      loop.run(() -> {});
      assertThat(inbox.drain()).isEmpty();
      return heard;
    }
  }
}
