package dev.pushmark.server.reading;

import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Queue;

final class PollReader implements Reader {
  private final Api api;
  private final String room;
  private final String wait;
  private final Queue<Item> received = new ArrayDeque<>();
  private String next;

  PollReader(Api api, String room, String after, String wait) {
    this.api = api;
    this.room = room;
    this.wait = wait;
    this.next = after;
  }

  @Override
  public Item next() throws Exception {
    for (int polls = 0; polls < 20_000; polls++) {
      Item item = received.poll();
      if (item != null) {
        return item;
      }
      HttpResponse<String> answer = api.get("/rooms/" + room + "/events?after=" + next + wait);
      if (answer.statusCode() != 200) {
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      }
      next = Api.id(answer.body());
      received.addAll(Item.all(answer.body()));
    }
    throw new AssertionError("nothing came");
  }

  @Override
  public void close() {
    received.clear();
  }
}
