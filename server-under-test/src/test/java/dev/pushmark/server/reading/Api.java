package dev.pushmark.server.reading;

import dev.pushmark.server.ReferenceServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's HTTP interface, through the JDK's client. */
public record Api(HttpClient client, int port) {
  public static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern FIRST_ID = Pattern.compile("\\{\"(?:id|next)\":\"([^\"]+)\".*");

  public static Api of(ReferenceServer server) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return new Api(client, server.port());
  }

  public URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port + path);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri("http", path)).timeout(PATIENCE);
  }

  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  /** Publishes a number; returns its id. */
  public String publish(String room, int number) throws IOException, InterruptedException {
    return id(post("/rooms/" + room + "/events", Integer.toString(number)).body());
  }

  /** The place behind everything published so far. */
  public String tail(String room) throws IOException, InterruptedException {
    return id(get("/rooms/" + room + "/events").body());
  }

  /** The id that an answer begins with. */
  public static String id(String answer) {
    Matcher matcher = FIRST_ID.matcher(answer);
    if (!matcher.matches()) {
      throw new AssertionError("no id at the beginning of " + answer);
    }
    return matcher.group(1);
  }
}
