package dev.pushmark.scenarios.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.scenarios.transport.http.HttpPublishing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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
    this.contender = contender;
    this.server = contender.start();
    this.loop = new ClientLoop(server.url());
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
    Subscription subscription = loop.subscribe(contender.client(interval), room(), inbox);
    assertThat(inbox.take()).isEqualTo(Inbox.SUBSCRIBED);
    return subscription;
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
        HttpRequest.newBuilder(resource("gap")).POST(HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<Void> answer = HTTP.send(post, BodyHandlers.discarding());
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  private URI resource(String what) {
    String room = contender.independent() ? "a%20room%2Fwith%3F%20odd%26characters" : room();
    return URI.create(server.url() + "/rooms/" + room + "/" + what);
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
