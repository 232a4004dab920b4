package dev.pushmark.scenarios.contract;

import static dev.pushmark.scenarios.contract.GrpcBytes.ascii;
import static dev.pushmark.scenarios.contract.GrpcBytes.event;
import static dev.pushmark.scenarios.contract.GrpcBytes.field;
import static dev.pushmark.scenarios.contract.GrpcBytes.gap;
import static dev.pushmark.scenarios.contract.GrpcBytes.message;
import static dev.pushmark.scenarios.contract.GrpcBytes.place;
import static dev.pushmark.scenarios.contract.RawHttp2.END_STREAM;
import static dev.pushmark.scenarios.contract.RawHttp2.STREAM;
import static dev.pushmark.scenarios.contract.RawHttp2.all;
import static dev.pushmark.scenarios.contract.RawHttp2.data;
import static dev.pushmark.scenarios.contract.RawHttp2.frame;
import static dev.pushmark.scenarios.contract.RawHttp2.headers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Token;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers whose answer to a gRPC call is wrong, or only nearly right. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class BrokenCallTest {
  private static final int MUTANTS = 400;
  private static final long SEED = 20_261_122;
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final byte[] HEAD = headers(0, STREAM, true, "content-type", "application/grpc");
  private static final byte[] OK = trailers("grpc-status", "0");
  private static final byte[] RIGHT =
      all(
          place("a-0"),
          event("a-1", 8),
          gap("a-1", "a-4", new byte[] {3 << 3, 2}),
          event("a-4", 9),
          gap("0-9", "a-6", new byte[0]),
          event("a-6", 10));
  private static final List<String> UNDERSTOOD =
      List.of(
          Inbox.SUBSCRIBED,
          "event 8",
          Inbox.GAP + "2",
          "event 9",
          Inbox.GAP + "nobody knows how many",
          "event 10",
          Inbox.ENDED + "the server ended the call with OK");

  /** Behind this, the server closes. */
  private static final byte[] BROKEN_OFF = answer(new byte[] {0, 0, 0}, new byte[0]);

  private static byte[] trailers(String... fields) {
    return headers(END_STREAM, STREAM, false, fields);
  }

  private static byte[] refused(String... fields) {
    return headers(END_STREAM, STREAM, true, fields);
  }

  /** What is said behind a right head and place. */
  private static byte[] answer(byte[] messages, byte[] end) {
    return all(HEAD, data(0, STREAM, place("a-0")), data(0, STREAM, messages), end);
  }

  static Stream<Arguments> lies() {
    byte[] event = event("a-1", 8);
    byte[] half = Arrays.copyOf(event, event.length / 2);
    byte[] content = Arrays.copyOfRange(event, 5, event.length);
    byte[] varint = new byte[12];
    Arrays.fill(varint, (byte) 0xff);
    varint[0] = 0xa;
    return Stream.of(
        Arguments.of("a frame that is cut", answer(half, OK), "ended the call within a message"),
        Arguments.of(
            "too short a length",
            answer(message(0, content.length - 1, content), OK),
            "not understood"),
        Arguments.of(
            "too great a length",
            answer(all(message(0, content.length + 1, content), event), OK),
            "not understood"),
        Arguments.of("an empty message", answer(message(new byte[0]), OK), "not understood"),
        Arguments.of("an endless number", answer(message(varint), OK), "not understood"),
        Arguments.of("an unknown field", answer(message(field(4, ascii("x"))), OK), "understood"),
        Arguments.of("a second place", answer(place("a-1"), OK), "not understood"),
        Arguments.of(
            "a gap of something else",
            answer(gap("a-1", "a-4", new byte[] {4 << 3, 2}), OK),
            "not understood"),
        Arguments.of(
            "the compressed flag", answer(message(1, content.length, content), OK), "compressed"),
        Arguments.of(
            "another flag", answer(message(7, content.length, content), OK), "began with byte 7"),
        Arguments.of(
            "a huge length prefix",
            answer(message(0, -1, content), OK),
            "claimed to have 4294967295 bytes"),
        Arguments.of(
            "no trailers",
            answer(new byte[0], data(END_STREAM, STREAM, event)),
            "without a status"),
        Arguments.of("empty trailers", answer(event, trailers("a", "b")), "without a status"),
        Arguments.of(
            "a status without message",
            answer(event, trailers("grpc-status", "13")),
            "with INTERNAL$"),
        Arguments.of(
            "a status with an odd message",
            answer(event, trailers("grpc-status", "14", "grpc-message", "50%25 + %C3 %zz")),
            "with UNAVAILABLE .50%25 . %C3 %zz.$"),
        Arguments.of(
            "a status with a message",
            answer(event, trailers("grpc-status", "8", "grpc-message", "50%25 +%0a1")),
            "with RESOURCE_EXHAUSTED .50% . 1.$"),
        Arguments.of(
            "an unknown status", answer(event, trailers("grpc-status", "99")), "with status 99$"),
        Arguments.of(
            "a stream given up",
            answer(event, frame(RawHttp2.RST_STREAM, 0, STREAM, RawHttp2.number(8))),
            "gave a stream up: CANCEL"),
        Arguments.of("a connection that is closed", BROKEN_OFF, "the connection was closed"),
        Arguments.of(
            "an event before the place",
            all(HEAD, data(0, STREAM, event), OK),
            "was not understood"),
        Arguments.of("no message at all", all(HEAD, OK), "the server ended the call with OK$"),
        Arguments.of(
            "another content type",
            all(headers(0, STREAM, true, "content-type", "text/html"), OK),
            "content type text/html"),
        Arguments.of("no content type", refused("x", "y"), "content type unknown"),
        Arguments.of(
            "a refusal",
            refused("content-type", "application/grpc", "grpc-status", "12"),
            "answered with UNIMPLEMENTED$"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aLieEndsTheSubscription(String lie, byte[] answer, String reason) throws Exception {
    List<String> heard = hear(answer, answer.length, Access.OPEN);
    assertThat(heard.get(heard.size() - 1)).startsWith(Inbox.ENDED).containsPattern(reason);
    assertThat(heard)
        .doesNotHaveDuplicates()
        .allMatch(item -> item.matches("subscribed|event 8|ended: [ -~]+"));
  }

  @Test
  void aRightAnswerIsUnderstoodInPiecesOfAnySize() throws Exception {
    for (int bytes : new int[] {1, 2, 5, 7, 100, RIGHT.length}) {
      byte[] answer = HEAD;
      for (int from = 0; from < RIGHT.length; from += bytes) {
        int to = Math.min(RIGHT.length, from + bytes);
        answer = all(answer, data(0, STREAM, Arrays.copyOfRange(RIGHT, from, to)));
      }
      assertThat(hear(all(answer, OK), 11, Access.OPEN)).isEqualTo(UNDERSTOOD);
    }
  }

  @Test
  void nearlyRightAnswersEndOnceAndInWords() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = Mutation.of(RIGHT, random);
      byte[] answer = all(HEAD, data(0, STREAM, mutant), OK);
      List<String> heard = hear(answer, 1 + random.nextInt(answer.length), Access.OPEN);
      String last = heard.get(heard.size() - 1);
      String described = HexFormat.of().formatHex(mutant);
      assertThat(heard.stream().filter(item -> item.startsWith(Inbox.ENDED))).hasSize(1);
      assertThat(last)
          .as(described)
          .startsWith(Inbox.ENDED)
          .matches("[ -~]+")
          .doesNotContain("Exception", "null", "ndex", "refCnt");
    }
  }

  @Test
  void theTokenIsShownAndItsRefusalIsToldApart() throws Exception {
    LinkedBlockingQueue<String> refusals = new LinkedBlockingQueue<>();
    Access access = new Access(Token.of("test", "secret"), refusals::add);
    byte[] answer =
        refused(
            "content-type",
            "application/grpc",
            "grpc-status",
            "16",
            "grpc-message",
            "secret is worth nothing");
    assertThat(hear(answer, answer.length, access))
        .containsExactly(
            Inbox.ENDED
                + "the call was answered with UNAUTHENTICATED ((the token) is worth nothing)");
    assertThat(refusals.poll(20, TimeUnit.SECONDS))
        .startsWith(
            "subscribing was answered with UNAUTHENTICATED ((the token) is worth nothing);");
  }

  /** What a subscriber hears of a server that answers so, in pieces of so many bytes. */
  private static List<String> hear(byte[] answer, int pieceBytes, Access access) throws Exception {
    Inbox inbox = new Inbox();
    boolean waits = !Arrays.equals(answer, BROKEN_OFF);
    RawServer.Conversation conversation =
        (in, out) -> {
          RawHttp2.readRequest(in);
          out.write(RawHttp2.preface());
          for (int from = 0; from < answer.length; from += pieceBytes) {
            out.write(answer, from, Math.min(pieceBytes, answer.length - from));
            out.flush();
          }
          if (waits) {
            in.transferTo(OutputStream.nullOutputStream()); // until the client goes
          }
        };
    try (RawServer server = new RawServer(conversation);
        ClientLoop loop = new ClientLoop(server.url(), access)) {
      loop.subscribe(Contender.client("grpc", OFTEN), "room", inbox);
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
