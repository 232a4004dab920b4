package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.reading.Api;
import dev.pushmark.server.room.Retention;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Clients of Socket.IO that go at every step of a handshake and of an upgrade leave nothing behind:
 * no session, no connection, no follower (or their room would be kept), no buffer ({@link
 * LeakCheck}).
 */
@Timeout(300)
@ExtendWith(LeakCheck.class)
class AbandonedSessionsTest {
  private static final int CASES = Integer.getInteger("pushmark.abandoned", 10_000);
  private static final int CLIENTS = 4;
  private static final int STEPS = 14;
  private static final int LOOKS = 600;
  private static final String PATH = "/socket.io/?EIO=4&transport=";
  private static final String JOIN = "420[\"join\",\"abandoned\"]";

  @Test
  void thousandsThatGoAtEveryStepLeaveNothingBehind() throws Exception {
    ServerConfig config =
        ServerConfig.defaults()
            .withEventLoops(2)
            .withHeartbeat(Duration.ofMillis(600))
            .withRetention(new Retention(100, 1 << 20, Duration.ofMillis(500)));
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try (ReferenceServer server = ReferenceServer.start(config)) {
      List<Future<?>> done = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int first = client;
        done.add(
            threads.submit(
                () -> {
                  for (int number = first; number < CASES; number += CLIENTS) {
                    abandon(server.port(), number);
                  }
                  return null;
                }));
      }
      for (Future<?> one : done) {
        one.get(240, TimeUnit.SECONDS);
      }
      awaitNothingLeft(Api.of(server));
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitNothingLeft(Api api) throws Exception {
    String[] nothing = {
      "pushmark_sessions 0.0",
      "pushmark_rooms 0.0",
      "pushmark_connections{transport=\"socketio\"} 0.0",
      "pushmark_connections{transport=\"polling\"} 1.0", // which asks for the figures
    };
    String figures = "";
    for (int look = 0; look < LOOKS; look++) {
      figures = api.get("/metrics").body();
      boolean clean = true;
      for (String line : nothing) {
        clean &= figures.contains(line + "\n");
      }
      if (clean) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(figures).contains(nothing);
  }

  private static void abandon(int port, int number) throws IOException {
    int step = number % STEPS;
    boolean politely = number / STEPS % 8 == 0;
    List<RawConnection> open = new ArrayList<>();
    try {
      if (step >= 10) {
        beginOnSocket(port, step - 10, open);
      } else {
        beginWithPolls(port, step, open);
      }
    } catch (IOException e) {
      throw new IOException("case " + number + ", step " + step, e);
    } finally {
      for (RawConnection connection : open) {
        if (politely) {
          connection.close();
        } else {
          connection.abort();
        }
      }
    }
  }

  private static RawConnection connect(int port, List<RawConnection> open) throws IOException {
    RawConnection connection = new RawConnection(port);
    open.add(connection);
    return connection;
  }

  private static void beginWithPolls(int port, int step, List<RawConnection> open)
      throws IOException {
    RawConnection polling = connect(port, open);
    String opened = get(polling, PATH + "polling").answer();
    int at = opened.indexOf("\"sid\":\"") + 7;
    String query = "&sid=" + opened.substring(at, opened.indexOf('"', at));
    String path = PATH + "polling" + query;
    if (step == 0) {
      return;
    }
    if (step == 1) {
      polling.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n40");
      return;
    }
    post(polling, path, "40\u001e" + JOIN).answer();
    if (step == 2) {
      return;
    }
    get(polling, path).answer();
    if (step == 3 || step == 4) {
      get(polling, path);
      if (step == 4) {
        get(connect(port, open), path);
      }
      return;
    }
    RawConnection socket = connect(port, open);
    socket.send(RawConnection.upgrade(PATH + "websocket" + query));
    if (step == 5) {
      return;
    }
    socket.head();
    if (step == 6) {
      return;
    }
    socket.sendFrame(0x81, "2probe");
    if (step == 7) {
      return;
    }
    socket.frame();
    socket.sendFrame(0x81, "5");
    if (step == 8) {
      return;
    }
    socket.sendFrame(0x81, "421[\"join\",\"abandoned-too\"]");
    socket.frame();
  }

  private static void beginOnSocket(int port, int step, List<RawConnection> open)
      throws IOException {
    RawConnection socket = connect(port, open);
    socket.send(RawConnection.upgrade(PATH + "websocket"));
    if (step == 0) {
      return;
    }
    socket.head();
    socket.frame();
    if (step == 1) {
      return;
    }
    socket.sendFrame(0x81, "40");
    socket.sendFrame(0x81, JOIN);
    if (step == 2) {
      return;
    }
    socket.frame();
    socket.frame();
    socket.sendFrame(0x81, "451-[\"publish\",\"abandoned\",{\"_placeholder\":true,\"num\":0}]");
  }

  private static RawConnection get(RawConnection connection, String path) throws IOException {
    return connection.send(RawConnection.request("GET " + path + " HTTP/1.1", "Host: x"));
  }

  private static RawConnection post(RawConnection connection, String path, String payload)
      throws IOException {
    String length = "Content-Length: " + payload.length();
    return connection.send(
        RawConnection.request("POST " + path + " HTTP/1.1", "Host: x", length) + payload);
  }
}
