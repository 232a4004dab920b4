package dev.pushmark.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.pushmark.server.fuzz.HttpAnswers;
import dev.pushmark.server.fuzz.Scene;
import dev.pushmark.server.metrics.Metrics;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Retention;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.wire.EmbeddedConnection;
import dev.pushmark.server.wire.ServerState;
import dev.pushmark.server.wire.Timeouts;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.slf4j.LoggerFactory;

/**
 * What a coverage-guided fuzzer is let loose on: the server's pipeline, without a socket. Whatever
 * is sent, in one packet or in many: what the server answers is well-formed and the same, it ends
 * the connection in time, lets go of every buffer, and has nothing to complain about in its log.
 */
public final class PipelineFuzz {
  /** Where an input says this, it gets the epoch of {@link #ROOM}. */
  static final String EPOCH = "EPOCH";

  private static final String ROOM = Scene.ROOMS.get(0);

  /** Smaller inputs are sent byte by byte. */
  private static final int MOST_PACKETS = 300;

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final ServerConfig CONFIG =
      ServerConfig.defaults()
          .withRetention(new Retention(10, 4096, Duration.ofMinutes(1)))
          .withMaxWait(Duration.ofSeconds(2))
          .withHeartbeat(Duration.ofSeconds(4))
          .withTimeouts(new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(3)));

  private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();

  static {
    LOGGED.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(LOGGED);
  }

  private PipelineFuzz() {}

  /** As fuzzers want it. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    String whole = answers(input, Math.max(1, input.length));
    int some = 1 + input.length / MOST_PACKETS;
    String inPieces = answers(input, some);
    if (!whole.equals(inPieces)) {
      throw new AssertionError(
          "answers depend on packets:\n" + whole + "\nin packets of " + some + ":\n" + inPieces);
    }
  }

  private static String answers(byte[] input, int packetBytes) throws Exception {
    long before = heldBytes();
    String answers = converse(input, packetBytes);
    long after = heldBytes();
    if (after > before) { // perhaps for good, by a class that was needed for the first time
      converse(input, packetBytes);
      long leakedBytes = heldBytes() - after;
      if (leakedBytes > 0) {
        throw new AssertionError(leakedBytes + " bytes of buffers are still held");
      }
    }
    return answers;
  }

  /** What is answered to the input in packets of this size, without what differs each time. */
  private static String converse(byte[] input, int packetBytes) throws Exception {
    EmbeddedConnection.TestClock clock = new EmbeddedConnection.TestClock();
    ServerState state = state(clock);
    String epoch = state.rooms().get(ROOM).epoch();
    for (String event : new String[] {"1", "[2,\n3]", "\"four\""}) {
      state.rooms().append(ROOM, event.getBytes(StandardCharsets.UTF_8), null);
    }
    byte[] sent = new String(input, ISO_8859_1).replace(EPOCH, epoch).getBytes(ISO_8859_1);
    String answers;
    try (EmbeddedConnection connection =
        new EmbeddedConnection(state, clock, ReferenceServer.routes(CONFIG, state))) {
      for (int at = 0; at < sent.length; at += packetBytes) {
        connection.send(Arrays.copyOfRange(sent, at, Math.min(sent.length, at + packetBytes)));
      }
      connection.pass(LONGEST);
      byte[] received = connection.received();
      HttpAnswers.check(received, true, status -> {});
      answers = new String(received, ISO_8859_1);
      if (connection.isOpen() && !answers.contains("text/event-stream")) {
        throw new AssertionError("still open: " + answers);
      }
    }
    requireSilence();
    return comparable(answers);
  }

  /** The rooms' epochs are the same each time. */
  private static ServerState state(Clock clock) {
    ServerState state = ReferenceServer.state(CONFIG, clock, null);
    return new ServerState(
        new Rooms(CONFIG.retention(), CONFIG.limits().rooms(), clock, Rooms.epochs(new Random(1))),
        state.slowConsumers(),
        state.batchWindow(),
        state.access(),
        state.limits(),
        state.timeouts(),
        state.metrics(),
        null,
        null,
        clock);
  }

  /** Frames that answer and frames that deliver may overtake each other; figures change. */
  private static String comparable(String answers) {
    int figures = answers.lastIndexOf("HTTP/1.1 ", answers.indexOf(Metrics.CONTENT_TYPE));
    int upgraded = answers.indexOf("HTTP/1.1 101 ");
    int end = figures < 0 ? answers.length() : figures;
    return answers.substring(0, upgraded < 0 ? end : Math.min(end, upgraded));
  }

  /** A socket that fails says so in a log only. */
  private static void requireSilence() {
    LOGGED.list.removeIf(line -> !line.getLevel().isGreaterOrEqual(Level.WARN));
    if (!LOGGED.list.isEmpty()) {
      ILoggingEvent first = LOGGED.list.get(0);
      LOGGED.list.clear();
      String trace = ThrowableProxyUtil.asString(first.getThrowableProxy());
      throw new AssertionError(first + "\n" + trace);
    }
  }

  /** Exact only with the unpooled allocator, with which the fuzzer is started. */
  private static long heldBytes() {
    if (ByteBufAllocator.DEFAULT instanceof UnpooledByteBufAllocator allocator) {
      return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }
    return 0;
  }
}
