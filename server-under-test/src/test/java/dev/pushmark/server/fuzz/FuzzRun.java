package dev.pushmark.server.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pushmark.server.fuzz.FuzzCase.Ending;
import dev.pushmark.server.fuzz.FuzzClient.Heard;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many cases at once against one server; the first fault that is found ends it. */
final class FuzzRun {
  /** Most of them wait, now and then, for a time-out of the server. */
  private static final int CLIENTS = 32;

  /** What fits into a connection's buffers: less than this reaches a client that has ended. */
  private static final int BUFFERED = 32 << 10;

  private final int port;
  private final Cases cases;
  private final long[] numbers;
  private final AtomicInteger next = new AtomicInteger();
  private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
  private final Queue<AssertionError> faults = new ConcurrentLinkedQueue<>();
  private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(CLIENTS);

  FuzzRun(int port, Cases cases, long[] numbers) {
    this.port = port;
    this.cases = cases;
    this.numbers = numbers;
  }

  void start() {
    for (int i = 0; i < CLIENTS; i++) {
      Thread thread = new Thread(this::work, "fuzz-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  boolean awaitEnd(Duration patience) throws InterruptedException {
    return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  void requireNoFault() {
    AssertionError fault = faults.peek();
    if (fault != null) {
      throw fault;
    }
  }

  /** What was answered. */
  Set<Integer> statuses() {
    return statuses;
  }

  /** Which cases are being run: one of them is to blame for what happens now. */
  String underWay() {
    return " (under way: " + underWay + ")";
  }

  private void work() {
    try (FuzzClient client = new FuzzClient(port)) {
      for (int i = next.getAndIncrement();
          i < numbers.length && faults.isEmpty();
          i = next.getAndIncrement()) {
        long number = numbers[i];
        underWay.add(number);
        run(client, cases.make(number));
        underWay.remove(number);
      }
    } catch (IOException e) {
      faults.add(new AssertionError("a client failed" + underWay(), e));
    } finally {
      ended.countDown();
    }
  }

  private void run(FuzzClient client, FuzzCase fuzz) throws IOException {
    Heard heard = new Heard(new byte[0], false);
    try {
      heard = client.perform(fuzz);
      check(fuzz, heard);
    } catch (AssertionError e) {
      String message = e.getMessage() + "\n" + fuzz + "\n  heard: " + Bytes.show(heard.bytes());
      faults.add(new AssertionError(message, e));
    }
  }

  private void check(FuzzCase fuzz, Heard heard) {
    boolean headAsked = new String(fuzz.sent(), ISO_8859_1).contains("HEAD");
    if (Http2Answers.are(heard.bytes())) {
      Http2Answers.check(heard.bytes(), statuses::add);
      return;
    }
    try {
      HttpAnswers.check(heard.bytes(), headAsked, statuses::add);
    } catch (Received.CutOff e) {
      boolean patient = fuzz.ending() == Ending.HALF_CLOSE || fuzz.ending() == Ending.STAY;
      boolean whole = patient && !heard.reset() && heard.bytes().length < BUFFERED;
      Verdict.require(!whole, "the last answer is cut off");
    }
  }
}
