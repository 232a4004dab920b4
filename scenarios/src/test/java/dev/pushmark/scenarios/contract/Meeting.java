package dev.pushmark.scenarios.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.Transport;
import dev.pushmark.scenarios.transport.http.HttpPublishing;
import dev.pushmark.server.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A transport, a server that runs for it, and a room. */
final class Meeting implements AutoCloseable {
  /** Plain HTTP/1.1: what asks for an upgrade to HTTP/2 is for the WebSocket server on Node.js. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Contender contender;
  private final ContractServer server;
  private final ClientLoop loop;
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private boolean over;

  Meeting(Contender contender) throws IOException, InterruptedException {
    this(contender, contender.start(), Access.OPEN);
  }

  /** With the reference server as configured. */
  Meeting(Contender contender, ServerConfig config, Access access) throws IOException {
    this(contender, new InProcessServer(contender.secured(config)), access);
  }

  private Meeting(Contender contender, ContractServer server, Access access) {
    this.contender = contender;
    this.server = server;
    this.loop = new ClientLoop(server.url(), access);
  }

  /** The reference server takes plain names only. */
  String room() {
    return contender.independent() ? "a room/with? odd&characters" : "A_room-1.0";
  }

  ClientLoop loop() {
    return loop;
  }

  /** Subscribes and waits until that has been accepted. */
  Subscription subscribe(Duration interval, Inbox inbox) throws Exception {
    return subscribe(interval, null, inbox);
  }

  /** Subscribes behind an event and waits until that has been accepted. */
  Subscription subscribe(Duration interval, @Nullable String after, Inbox inbox) throws Exception {
    Subscription subscription = ask(loop, interval, after, inbox);
    assertThat(inbox.take()).isEqualTo(Inbox.SUBSCRIBED);
    return subscription;
  }

  /** Asks for a subscription on an event loop of this server's clients. */
  Subscription ask(ClientLoop on, Duration interval, @Nullable String after, Inbox inbox)
      throws Exception {
    Transport transport = contender.client(interval);
    return on.call(() -> transport.subscribe(on.line(), room(), after, inbox));
  }

  URI url() {
    return server.url();
  }

  /** Publishes an event, padded to some size, and returns its id. */
  String publish(int event, int paddingBytes) throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(resource("events"))
            .POST(BodyPublishers.ofString(" ".repeat(paddingBytes) + Events.text(event)))
            .build();
    String answer = HTTP.send(post, BodyHandlers.ofString()).body();
    assertThat(answer).matches("\\{\"id\":\"[^\"]+\"\\}");
    return answer.substring(7, answer.length() - 2);
  }

  Publisher publisher() throws Exception {
    return loop.open(new HttpPublishing(), room(), complaints::add);
  }

  /** Waits until the server has as many events. */
  void awaitPublished(int count) throws Exception {
    String events;
    do {
      HttpRequest get = HttpRequest.newBuilder(resource("events")).build();
      events = HTTP.send(get, BodyHandlers.ofString()).body();
    } while (events.split("\"id\":", -1).length <= count);
  }

  /** Has a server that can do so lose an event. */
  void makeGap() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(resource("gap")).POST(BodyPublishers.noBody()).build();
    HttpResponse<Void> answer = HTTP.send(post, BodyHandlers.discarding());
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  private URI resource(String what) {
    String room = contender.independent() ? "a%20room%2Fwith%3F%20odd%26characters" : room();
    String url = server.url().toString().replaceFirst("^https", "http"); // both are spoken
    return URI.create(url + "/rooms/" + room + "/" + what);
  }

  void stopServer() {
    over = true;
    server.close();
  }

  @Override
  public void close() {
    Queue<String> before = new ConcurrentLinkedQueue<>(complaints);
    loop.close();
    if (!over) {
      server.close();
      assertThat(before).isEmpty();
    }
  }
}
