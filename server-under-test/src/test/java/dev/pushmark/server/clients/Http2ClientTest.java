package dev.pushmark.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.reading.Api;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.wire.Tls;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The JDK's client, which agrees upon HTTP/2 in TLS. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class Http2ClientTest {
  @Test
  void publishesPollsAndReadsAStreamOverOneConnection() throws Exception {
    ServerConfig config = ServerConfig.defaults().withTls(Tls.selfSigned(true, Clock.SYSTEM));
    try (ReferenceServer server = ReferenceServer.start(config)) {
      SSLContext trusting = SSLContext.getInstance("TLS");
      trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();
      URI room = URI.create("https://localhost:" + server.port() + "/rooms/room/");
      HttpResponse<InputStream> stream =
          client.send(get(room.resolve("stream")), BodyHandlers.ofInputStream());
      assertThat(stream.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(stream.statusCode()).isEqualTo(200);
      List<String> ids = new ArrayList<>();
      for (int event = 0; event < 100; event++) {
        HttpResponse<String> published =
            client.send(
                HttpRequest.newBuilder(room.resolve("events"))
                    .POST(BodyPublishers.ofString("{\"n\":" + event + "}"))
                    .build(),
                BodyHandlers.ofString());
        assertThat(published.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(published.statusCode()).isEqualTo(201);
        ids.add(Api.id(published.body()));
      }
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).startsWith("retry: ");
        assertThat(lines.readLine()).startsWith("id: ").endsWith("-0");
        assertThat(lines.readLine()).isEmpty();
        for (int event = 0; event < 100; event++) {
          assertThat(lines.readLine()).isEqualTo("id: " + ids.get(event));
          assertThat(lines.readLine()).isEqualTo("data: {\"n\":" + event + "}");
          assertThat(lines.readLine()).isEmpty();
        }
      }
      String poll =
          client
              .send(get(room.resolve("events?after=" + ids.get(97))), BodyHandlers.ofString())
              .body();
      assertThat(poll).contains(ids.get(98), ids.get(99)).doesNotContain("\"" + ids.get(97));
      assertThat(Api.of(server).get("/metrics").body())
          .contains("pushmark_connections{transport=\"http2\"} 1.0");
    }
  }

  private static HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).build();
  }
}
