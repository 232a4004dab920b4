package dev.pushmark.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.compression.Compression;
import dev.pushmark.server.reading.Api;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.wire.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A browser's own EventSource, WebSocket and fetch, from a page of another origin. */
@ExtendWith(LeakCheck.class)
class BrowserTest {
  private static final Path PAGE = Path.of("target/test-classes/clients/browser.html");

  /** How the server speaks to the browser. */
  private enum Speech {
    PLAIN,
    COMPRESSED,
    /** By TLS, in which a browser agrees upon HTTP/2, WebSockets included (RFC 8441). */
    SECURED,
    /** By QUIC from the beginning; but a WebSocket, for which no browser asks so. */
    HTTP3;

    ServerConfig config() {
      ServerConfig config = ServerConfig.defaults();
      return switch (this) {
        case PLAIN -> config;
        case COMPRESSED -> config.withCompression(Compression.DEFLATE);
        case SECURED, HTTP3 -> config.withTls(Tls.selfSigned(true, Clock.SYSTEM));
      };
    }
  }

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  private String next(List<String> waiting, String prefix) throws InterruptedException {
    for (int lines = 0; lines < 20; lines++) {
      for (String line : waiting) {
        if (line.startsWith(prefix)) {
          waiting.remove(line);
          return line;
        }
      }
      String line = told.poll(60, TimeUnit.SECONDS);
      if (line == null) {
        break;
      }
      waiting.add(line);
    }
    throw new AssertionError("the page told nothing of " + prefix + ", only " + waiting);
  }

  private HttpServer pages() throws IOException {
    HttpServer pages =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = Files.readAllBytes(PAGE);
    pages.createContext("/page", exchange -> answer(exchange, page));
    pages.createContext(
        "/tell",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          answer(exchange, new byte[] {'k'});
        });
    pages.start();
    return pages;
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** By which a browser can be told to trust a key over QUIC, too. */
  private static String keyHash(Tls tls) throws Exception {
    byte[] key = tls.certificate().getPublicKey().getEncoded();
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
  }

  @ParameterizedTest
  @EnumSource
  void aPageReadsStreamSocketAndPolls(
      Speech speech, @TempDir(cleanup = CleanupMode.NEVER) Path profile) throws Exception {
    String browser = Program.require("Chromium", "chromium", "chromium-browser", "google-chrome");
    HttpServer pages = pages();
    ServerConfig config = speech.config();
    ReferenceServer server = ReferenceServer.start(config);
    String authority = "127.0.0.1:" + server.port();
    String url = "http://127.0.0.1:" + pages.getAddress().getPort() + "/page?server=" + authority;
    Tls tls = config.tls();
    if (tls != null) {
      url += "&secure=s";
    }
    if (tls != null && speech == Speech.HTTP3) {
      url += "&certificate=" + tls.fingerprint();
    }
    List<String> waiting = new ArrayList<>();
    try (Program chromium =
        Program.start(
            List.of(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--ignore-certificate-errors",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--user-data-dir=" + profile,
                "--ignore-certificate-errors-spki-list=" + (tls == null ? "" : keyHash(tls)),
                speech == Speech.HTTP3
                    ? "--origin-to-force-quic-on=" + authority
                    : "--disable-quic",
                "--remote-debugging-port=0",
                url))) {
      assertThat(chromium.line()).isNotNull();
      assertThat(next(waiting, "sse gap")).contains("{\"after\":\"0therlife-1\",\"next\":\"");
      assertThat(next(waiting, "fetch")).isEqualTo("fetch 201");
      assertThat(next(waiting, "poll")).isEqualTo("poll true fetched");
      assertThat(next(waiting, "websocket {\"published\"")).endsWith("-1\"}");
      assertThat(next(waiting, "websocket {\"id\"")).endsWith("\"data\":\"from the browser\"}");
      assertThat(next(waiting, "sse")).endsWith("-1 \"from the browser\"");
      if (speech == Speech.HTTP3) {
        assertThat(next(waiting, "webtransport stream stream"))
            .endsWith("\"data\":\"from the browser\"}");
        assertThat(next(waiting, "webtransport datagrams datagram"))
            .endsWith("\"data\":\"from the browser\"}");
        assertThat(Api.of(server).get("/metrics").body())
            .contains("pushmark_deliveries_total{transport=\"sse\"} 1.0")
            .contains("pushmark_received_bytes_total{transport=\"sse\"} 0.0")
            .contains("pushmark_deliveries_total{transport=\"webtransport\"} 2.0")
            .containsPattern("pushmark_received_bytes_total\\{transport=\"http3\"\\} [1-9]");
      }
      assertThat(next(waiting, "extensions"))
          .isEqualTo(speech == Speech.COMPRESSED ? "extensions permessage-deflate" : "extensions ");
      if (speech == Speech.SECURED) {
        // All that the browser sent came over HTTP/2, the frames of its WebSocket as well.
        String figures = Api.of(server).get("/metrics").body();
        assertThat(figures)
            .contains("pushmark_deliveries_total{transport=\"websocket\"} 1.0")
            .contains("pushmark_received_bytes_total{transport=\"websocket\"} 0.0")
            .containsPattern("pushmark_received_bytes_total\\{transport=\"http2\"\\} [1-9]");
      }
      server.close();
      assertThat(next(waiting, "websocket closed")).isEqualTo("websocket closed 1001 true");
      if (speech == Speech.HTTP3) {
        assertThat(next(waiting, "webtransport stream closed"))
            .isEqualTo("webtransport stream closed the server shuts down");
      }
    } finally {
      server.close();
      pages.stop(0);
    }
  }
}
