package dev.pushmark.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.wire.EmbeddedConnection;
import dev.pushmark.server.wire.ServerState;
import dev.pushmark.server.wire.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client may take its time over, and what not: on a clock of the test's own. */
@ExtendWith(LeakCheck.class)
class TimeoutsTest {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int LONG = 100;
  private static final String ROOM = "room";
  private static final String REQUEST_TEXT = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

  /** A text frame of 100 bytes with a mask of zeros, and what is to come of it. */
  private static final String FRAME = "\u0081\u00E4\0\0\0\0" + "1".repeat(100);

  private final EmbeddedConnection.TestClock clock = new EmbeddedConnection.TestClock();
  private final ServerConfig config =
      ServerConfig.defaults().withTimeouts(new Timeouts(REQUEST, IDLE));
  private final ServerState state = ReferenceServer.state(config, clock, null);
  private final EmbeddedConnection connection =
      new EmbeddedConnection(state, clock, ReferenceServer.routes(config, state));

  @AfterEach
  void close() {
    connection.close();
  }

  private void send(String text) {
    connection.send(text.getBytes(ISO_8859_1));
  }

  private String received() {
    return new String(connection.received(), ISO_8859_1);
  }

  private void upgrade() {
    send(RawConnection.upgrade("/rooms/" + ROOM + "/socket"));
    assertThat(received()).startsWith("HTTP/1.1 101 ");
  }

  /** So that the server is never quiet, and never asks for a sign of life. */
  private void publish() throws Exception {
    state.rooms().append(ROOM, "1".getBytes(ISO_8859_1), null);
    state.rooms().get(ROOM).announce();
  }

  @Test
  void requestsMayTakeLongerThanOneMay() {
    for (int i = 0; i < LONG; i++) {
      send(REQUEST_TEXT.substring(0, 20));
      connection.pass(TICK);
      send(REQUEST_TEXT.substring(20));
      assertThat(received()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aRequestMayNotTakeLongerHoweverMuchComes() {
    send(REQUEST_TEXT + REQUEST_TEXT.substring(0, 20));
    assertThat(received()).startsWith("HTTP/1.1 200 ");
    for (int i = 0; i < REQUEST.toSeconds(); i++) {
      connection.pass(TICK);
      send("x");
      assertThat(received()).isEmpty();
    }
    connection.pass(TICK.multipliedBy(2));
    assertThat(received()).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void aFrameThatTricklesIsClosedWith1008() throws Exception {
    upgrade();
    for (int i = 0; i < REQUEST.toSeconds(); i++) {
      send(FRAME.substring(i, i + 1));
      publish();
      connection.pass(TICK);
      assertThat(received()).contains("\"data\":1").doesNotContain("\u0088\u0002\u0003\u00F0");
    }
    connection.pass(TICK.multipliedBy(2));
    assertThat(received()).endsWith("\u0088\u0002\u0003\u00F0");
  }

  @Test
  void aMessageThatTricklesInFragmentsIsClosedWith1008WhateverComesBetween() throws Exception {
    upgrade();
    send("\u0001\u0081\0\0\0\0" + "[");
    for (int i = 0; i < REQUEST.toSeconds(); i++) {
      send("\u0000\u0081\0\0\0\0" + " " + "\u0089\u0080\0\0\0\0");
      publish();
      connection.pass(TICK);
    }
    connection.pass(TICK.multipliedBy(2));
    assertThat(received()).endsWith("\u0088\u0002\u0003\u00F0");
  }

  @Test
  void messagesMayTakeLongerThanOneMay() throws Exception {
    upgrade();
    send(FRAME.substring(0, 50));
    for (int i = 0; i < LONG; i++) {
      publish();
      connection.pass(TICK);
      send(FRAME.substring(50) + FRAME.substring(0, 50));
      assertThat(received()).contains("1".repeat(100)).doesNotContain("\u0088\u0002");
    }
  }

  @Test
  void whoTakesNothingOfWhatItIsSentIsDisconnected() throws Exception {
    upgrade();
    connection.stopReading();
    publish();
    connection.pass(IDLE);
    assertThat(connection.isOpen()).isTrue();
    connection.pass(TICK.multipliedBy(2));
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void aStreamThatIsNotReadIsDisconnectedAndOneThatIsReadAgainInTimeIsNot() throws Exception {
    send("GET /rooms/" + ROOM + "/stream HTTP/1.1\r\nHost: x\r\n\r\n");
    connection.stopReading();
    connection.pass(IDLE);
    connection.readAgain();
    publish();
    connection.pass(TICK);
    assertThat(received()).contains("data: 1");
    connection.stopReading();
    connection.pass(IDLE);
    assertThat(connection.isOpen()).isTrue();
    connection.pass(TICK.multipliedBy(2));
    assertThat(connection.isOpen()).isFalse();
  }
}
