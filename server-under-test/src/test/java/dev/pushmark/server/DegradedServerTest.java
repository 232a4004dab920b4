package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.wire.ListeningPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DegradedServerTest {
  /** The id that a server gives an event: EPOCH-OFFSET, in JSON. */
  private static String publish(ListeningPort port) throws IOException, InterruptedException {
    URI events = URI.create("http://127.0.0.1:" + port.port() + "/rooms/r/events");
    HttpRequest request =
        HttpRequest.newBuilder(events).POST(HttpRequest.BodyPublishers.ofString("1")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void itsIdsAreLongerByWhatIsAskedForAndStillIds() throws Exception {
    try (ListeningPort worse = DegradedServer.open(0, 20)) {
      String id = publish(worse);
      assertThat(id).matches("\\{\"id\":\"[a-z0-9]{1,8}0{20}-1\"}");
      URI after =
          URI.create(
              "http://127.0.0.1:"
                  + worse.port()
                  + "/rooms/r/events?after="
                  + id.replaceAll(".*:\"|-.*", "")
                  + "-0");
      String answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(after).build(), BodyHandlers.ofString())
              .body();
      assertThat(answer).as("a subscriber resumes by it").contains("0-1").doesNotContain("gap");
    }
  }
}
