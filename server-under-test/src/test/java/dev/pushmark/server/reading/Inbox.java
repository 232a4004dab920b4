package dev.pushmark.server.reading;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a pushed reader has received and nobody has taken yet. */
final class Inbox {
  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

  void add(Item item) {
    items.add(item);
  }

  Item take() throws InterruptedException {
    Item item = items.poll(Api.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (item == null) {
      throw new AssertionError("nothing came");
    }
    return item;
  }
}
