package dev.pushmark.server.fuzz;

import dev.pushmark.server.fuzz.FuzzCase.Ending;
import dev.pushmark.server.fuzz.FuzzCase.Piece;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A well-behaved client beside the others. */
final class Probe implements AutoCloseable {
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([a-z0-9]+)-");
  private static final Pattern HELD =
      Pattern.compile("^pushmark_(?:connections\\{.*}|rooms|sessions) ([0-9]+)", Pattern.MULTILINE);
  private static final int LOOK_AGAIN_MS = 20;

  private final FuzzClient client;
  private final String token;

  /**
   * @param token that the server accepts; empty when it wants none
   */
  Probe(int port, String token) throws IOException {
    this.client = new FuzzClient(port);
    this.token = token;
  }

  /** Consecutive connections are served by different event loops. */
  void requireHealth() throws IOException {
    String answer = get("/health");
    Verdict.require(answer.endsWith("{\"status\":\"up\"}"), "not healthy: " + answer);
  }

  Scene look() throws IOException {
    List<String> epochs = new ArrayList<>();
    for (String room : Scene.ROOMS) {
      String answer = get("/rooms/" + room + "/events");
      Matcher next = NEXT.matcher(answer);
      Verdict.require(next.find(), "no place told: " + answer);
      epochs.add(next.group(1));
    }
    return new Scene(epochs, token);
  }

  /** Waits until nothing is left of what clients brought into being, their subscriptions too. */
  void awaitEmpty() throws IOException, InterruptedException {
    long beganNs = System.nanoTime();
    String metrics = get("/metrics");
    while (held(metrics) > 1) { // this connection is one
      Verdict.require(
          System.nanoTime() - beganNs < FuzzClient.PATIENCE.toNanos(),
          "everybody has left, but the server still has connections or rooms:\n" + metrics);
      new CountDownLatch(1).await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
      metrics = get("/metrics");
    }
  }

  /** A room that somebody follows is not forgotten. */
  private static long held(String metrics) {
    return HELD.matcher(metrics)
        .results()
        .mapToLong(sample -> Long.parseLong(sample.group(1)))
        .sum();
  }

  private String get(String target) throws IOException {
    Bytes request = new Bytes().add("GET " + target + " HTTP/1.1\r\nHost: x\r\n");
    request.add(token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n").add("\r\n");
    List<Piece> pieces = List.of(new Piece(request.toArray(), true));
    FuzzCase polite = new FuzzCase(0, 0, pieces, Ending.HALF_CLOSE);
    return new String(client.perform(polite).bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
