package dev.pushmark.scenarios.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.LogCheck;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers whose HTTP/2 is nearly right, as in {@link HostileServerTest}: a tenth of its cases, each
 * on a port of its own.
 */
@ExtendWith(LogCheck.class)
@Timeout(3_600)
class HostileHttp2ServerTest {
  private static final int CASES = Integer.getInteger("pushmark.fuzz", 3_500) / 10;
  private static final long SEED = Long.getLong("pushmark.fuzz.seed", 20_260_131);
  private static final int AT_ONCE = 50;
  private static final int PATIENCE_MS = 200;
  private static final Duration OFTEN = Duration.ofMillis(2);

  @ParameterizedTest
  @MethodSource("dev.pushmark.scenarios.contract.LyingHttp2ServerTest#transports")
  void nearlyRightAnswersEndAClientOnceAndInWords(String transport) throws Exception {
    int cases = Math.max(1, CASES / (int) LyingHttp2ServerTest.transports().count());
    for (int from = 0; from < cases; from += AT_ONCE) {
      List<Case> batch = new ArrayList<>();
      for (int number = from; number < Math.min(cases, from + AT_ONCE); number++) {
        batch.add(new Case(transport, number));
      }
      for (Case started : batch) {
        started.awaitEnd();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.pushmark.scenarios.contract.LyingHttp2ServerTest#transports")
  void rightAnswersAreUnderstoodByteByByte(String transport) throws Exception {
    Case right = new Case(transport, -1);
    assertThat(right.inbox.take()).isEqualTo(Inbox.SUBSCRIBED);
    List<String> events = new ArrayList<>();
    while (events.size() < 2) {
      String item = right.inbox.take();
      if (item.startsWith("event ")) {
        events.add(item);
      }
    }
    assertThat(events).containsExactly("event 8", "event 9");
    right.awaitEnd();
  }

  /** A server, and a client that talks to it until it has ended. */
  private static final class Case {
    private final String transport;
    private final int number;
    private final AtomicBoolean met = new AtomicBoolean();
    private final AtomicReference<byte[]> sent = new AtomicReference<>(new byte[0]);
    private final RawServer server;
    private final ClientLoop loop;
    final Inbox inbox = new Inbox();

    /**
     * @param number below 0 for answers as they should be
     */
    Case(String transport, int number) throws Exception {
      this.transport = transport;
      this.number = number;
      server = new RawServer(this::answer, PATIENCE_MS);
      loop = new ClientLoop(server.url());
      loop.subscribe(Contender.client(transport, OFTEN), "room", inbox);
    }

    /** Any connection but the first gets nothing. */
    private void answer(InputStream raw, OutputStream out) throws IOException {
      if (met.getAndSet(true)) {
        return;
      }
      SplittableRandom random = new SplittableRandom(SEED + 1_000_003L * number);
      DataInputStream in = new DataInputStream(raw);
      Http2Bytes.skipPreface(in);
      List<byte[]> answers = Http2Answers.to(transport);
      int spoilt = number < 0 ? -1 : random.nextInt(answers.size());
      for (int i = 0; i < answers.size(); i++) {
        Http2Bytes.awaitRequest(in);
        write(out, i == spoilt ? spoil(answers.get(i), random) : answers.get(i));
      }
      in.transferTo(OutputStream.nullOutputStream());
    }

    private byte[] spoil(byte[] answer, SplittableRandom random) {
      byte[] spoilt = Mutation.of(answer, random);
      sent.set(spoilt);
      return spoilt;
    }

    private void write(OutputStream out, byte[] bytes) throws IOException {
      int step = number < 0 ? 1 : 120;
      for (int at = 0; at < bytes.length; at += step) {
        out.write(bytes, at, Math.min(step, bytes.length - at));
        out.flush();
      }
    }

    void awaitEnd() throws Exception {
      try (server;
          loop) {
        String item = inbox.take();
        while (!item.startsWith(Inbox.ENDED)) {
          item = inbox.take();
        }
        HostileServerTest.requirePlain(item, this.toString());
        loop.run(() -> {});
        assertThat(inbox.drain()).as("after the end: %s", this).isEmpty();
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + ": " + this, e);
      }
    }

    @Override
    public String toString() {
      return "%s, case %d, seed %d, sent %s"
          .formatted(transport, number, SEED, HexFormat.of().formatHex(sent.get()));
    }
  }
}
