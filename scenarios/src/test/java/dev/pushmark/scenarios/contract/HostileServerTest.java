package dev.pushmark.scenarios.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Workload.PublishVia;
import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Publisher;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers whose answers are nearly right. Whatever comes, a client ends once, with a reason that a
 * person understands: nothing is logged, nothing leaks, nothing hangs. Each case follows from its
 * number and the seed ({@code -Dpushmark.fuzz.seed}) alone; {@code -Dpushmark.fuzz} says how many
 * there are.
 */
@ExtendWith(LogCheck.class)
@Timeout(3_600)
class HostileServerTest {
  private static final int CASES = Integer.getInteger("pushmark.fuzz", 3_500);
  private static final long SEED = Long.getLong("pushmark.fuzz.seed", 20_260_131);
  private static final int AT_ONCE = 50;

  /** A client that still waits for the rest of an answer asks for nothing more. */
  private static final int PATIENCE_MS = 200;

  private static final Pattern ROOM = Pattern.compile("/rooms/case-(\\d+)/");
  private static final Duration OFTEN = Duration.ofMillis(2);

  /** Words of a mistake of ours, not of the server's. */
  private static final Pattern OURS =
      Pattern.compile(
          "Exception|null|refCnt|[iI]ndex[:(]|Index [0-9]|range\\(|Cannot (?!c)|capacity");

  private final Map<Integer, Integer> connections = new ConcurrentHashMap<>();
  private final Map<Integer, byte[]> sent = new ConcurrentHashMap<>();

  static Stream<String> clients() {
    return Stream.concat(Contender.overHttp1(), Stream.of("http", "ws"));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void nearlyRightAnswersEndAClientOnceAndInWords(String client) throws Exception {
    int cases = Math.max(1, CASES / (int) clients().count());
    try (RawServer server = new RawServer((in, out) -> mutant(client, in, out), PATIENCE_MS);
        ClientLoop loop = new ClientLoop(server.url())) {
      for (int from = 0; from < cases; from += AT_ONCE) {
        List<Client> batch = new ArrayList<>();
        for (int number = from; number < Math.min(cases, from + AT_ONCE); number++) {
          batch.add(start(client, loop, number));
        }
        for (Client started : batch) {
          started.awaitEnd();
        }
        connections.clear();
        sent.clear();
      }
      loop.run(() -> {});
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void rightAnswersAreUnderstoodByteByByte(String client) throws Exception {
    try (RawServer server = new RawServer((in, out) -> trickle(client, in, out));
        ClientLoop loop = new ClientLoop(server.url())) {
      Client started = start(client, loop, 0);
      if (started instanceof Reader reader) {
        assertThat(reader.inbox.take()).isEqualTo(Inbox.SUBSCRIBED);
        assertThat(reader.events(2)).containsExactly("event 8", "event 9");
      }
      started.awaitEnd();
    }
  }

  /** Something of ours that talks to the server until it has ended. */
  private interface Client {
    void awaitEnd() throws Exception;
  }

  private Client start(String client, ClientLoop loop, int number) throws Exception {
    String room = "case-" + number;
    return switch (client) {
      case "http" -> new Writer(loop, PublishVia.HTTP, room, number);
      case "ws" -> new Writer(loop, PublishVia.WEBSOCKET, room, number);
      default -> new Reader(client, loop, room, number);
    };
  }

  private final class Reader implements Client {
    private final String name;
    private final int number;
    final Inbox inbox = new Inbox();

    Reader(String transport, ClientLoop loop, String room, int number) throws Exception {
      this.name = transport;
      this.number = number;
      loop.subscribe(Contender.client(transport, OFTEN), "/rooms/" + room, room, inbox);
    }

    List<String> events(int count) throws InterruptedException {
      List<String> events = new ArrayList<>();
      while (events.size() < count) {
        String item = inbox.take();
        if (item.startsWith("event ")) {
          events.add(item);
        }
      }
      return events;
    }

    @Override
    public void awaitEnd() throws Exception {
      int subscribed = 0;
      String item = take();
      while (!item.startsWith(Inbox.ENDED)) {
        subscribed += item.equals(Inbox.SUBSCRIBED) ? 1 : 0;
        item = take();
      }
      assertThat(subscribed).as(described(name, number)).isLessThanOrEqualTo(1);
      plain(item, name, number);
      assertThat(inbox.drain()).as("after the end: %s", described(name, number)).isEmpty();
    }

    private String take() throws InterruptedException {
      try {
        return inbox.take();
      } catch (AssertionError e) {
        throw new AssertionError("neither lives nor ends: " + described(name, number), e);
      }
    }
  }

  private final class Writer implements Client {
    private final LinkedBlockingQueue<String> complaints = new LinkedBlockingQueue<>();
    private final CompletableFuture<Publisher> opening;
    private final ClientLoop loop;
    private final String name;
    private final int number;

    Writer(ClientLoop loop, PublishVia via, String room, int number) throws Exception {
      this.loop = loop;
      this.name = via.name();
      this.number = number;
      this.opening =
          loop.call(
              () ->
                  Transports.publishing(via)
                      .open(loop.line(), room, complaints::add)
                      .whenComplete(this::opened));
    }

    private void opened(Publisher publisher, Throwable refused) {
      if (refused != null) {
        complaints.add(String.valueOf(refused.getMessage()));
        return;
      }
      for (int i = 0; i < 3; i++) {
        publisher.write(
            ByteBufUtil.writeAscii(ByteBufAllocator.DEFAULT, Events.text(GoodAnswers.FIRST + i)));
      }
      publisher.flush();
    }

    @Override
    public void awaitEnd() throws Exception {
      String complaint = complaints.poll(20, TimeUnit.SECONDS);
      assertThat(complaint).as("no word: %s", described(name, number)).isNotNull();
      while (complaint != null) {
        plain(complaint, name, number);
        complaint = complaints.poll();
      }
      Publisher opened = opening.exceptionally(refused -> null).get(20, TimeUnit.SECONDS);
      if (opened != null) {
        loop.run(opened::close);
      }
    }
  }

  private void plain(String words, String client, int number) {
    requirePlain(words, described(client, number));
  }

  static void requirePlain(String words, String described) {
    assertThat(words).as(described).matches("\\P{Cntrl}+");
    assertThat(OURS.matcher(words).find()).as("%s: %s", words, described).isFalse();
  }

  private String described(String client, int number) {
    byte[] bytes = sent.getOrDefault(number, new byte[0]);
    return "client %s, case %d, seed %d, sent %s"
        .formatted(client, number, SEED, HexFormat.of().formatHex(bytes));
  }

  /** The first connection of a case gets the mutant, in random pieces; any further one nothing. */
  private void mutant(String client, InputStream in, OutputStream out) throws IOException {
    String head = RawServer.readHead(in);
    int number = number(head);
    if (connections.merge(number, 1, Integer::sum) > 1) {
      return;
    }
    SplittableRandom random = new SplittableRandom(SEED + 1_000_003L * number);
    List<byte[]> right = GoodAnswers.to(client, head);
    boolean atOnce = random.nextInt(3) == 0;
    byte[] all = GoodAnswers.whole(right);
    byte[] bytes = Mutation.of(all, random);
    sent.put(number, bytes);
    int written = 0;
    int[] ends = ends(right);
    int answer = 0;
    while (written < bytes.length) {
      int to = Math.min(bytes.length, written + 1 + random.nextInt(atOnce ? bytes.length : 120));
      out.write(bytes, written, to - written);
      out.flush();
      written = to;
      // Where the right answer would end, wait for the next request, as a right server does.
      while (!atOnce && answer < ends.length - 1 && written >= ends[answer]) {
        answer++;
        if (in.available() > 0 || awaitsRequests(client)) {
          RawServer.readHead(in);
        }
      }
    }
  }

  private static boolean awaitsRequests(String client) {
    return client.equals("refresh") || client.endsWith("-polling") || client.equals("socketio");
  }

  private static int[] ends(List<byte[]> answers) {
    int[] ends = new int[answers.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += answers.get(i).length;
      ends[i] = end;
    }
    return ends;
  }

  private void trickle(String client, InputStream in, OutputStream out) throws IOException {
    String head = RawServer.readHead(in);
    if (connections.merge(number(head), 1, Integer::sum) > 1) {
      return;
    }
    List<byte[]> answers = GoodAnswers.to(client, head);
    for (int i = 0; i < answers.size(); i++) {
      for (byte one : answers.get(i)) {
        out.write(one);
        out.flush();
      }
      if (i < answers.size() - 1 && awaitsRequests(client)) {
        RawServer.readHead(in);
      }
    }
    // A close before the client's frames are read would take the answers back.
    if (client.equals("socketio-websocket")) {
      skipFrames(in, 4);
    } else if (client.equals("websocket")) {
      skipFrames(in, 1);
    }
  }

  /** Reads over the short frames of a client. */
  private static void skipFrames(InputStream in, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      in.skipNBytes(1);
      in.skipNBytes(4 + (in.read() & 0x7f));
    }
  }

  private static int number(String head) throws IOException {
    Matcher room = ROOM.matcher(head);
    if (!room.find()) {
      throw new IOException("no room in " + head);
    }
    return Integer.parseInt(room.group(1));
  }
}
