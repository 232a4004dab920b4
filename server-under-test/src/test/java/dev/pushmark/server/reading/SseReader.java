package dev.pushmark.server.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Reads the fields of an event stream, line by line. */
final class SseReader implements Reader {
  private final InputStream body;
  private final Inbox inbox = new Inbox();

  private SseReader(InputStream body) {
    this.body = body;
  }

  static SseReader open(Api api, String room, String after) throws Exception {
    HttpResponse<InputStream> answer =
        api.client()
            .send(
                api.request("/rooms/" + room + "/stream").header("Last-Event-ID", after).build(),
                BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " for " + after);
    }
    SseReader reader = new SseReader(answer.body());
    Thread thread = new Thread(reader::read, "sse-reader");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  private void read() {
    String id = "";
    String data = "";
    boolean gap = false;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.equals("event: gap")) {
          gap = true;
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !data.isEmpty()) {
          inbox.add(gap ? Item.gap(data) : Item.event(id, data));
          data = "";
          gap = false;
        }
      }
    } catch (IOException e) {
      // Closed by either side: whoever still waits for an item is told by the inbox.
    }
  }

  @Override
  public Item next() throws InterruptedException {
    return inbox.take();
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
