package dev.pushmark.scenarios.gatling;

import dev.pushmark.scenarios.recording.Onlooker;
import dev.pushmark.scenarios.recording.SubscriberRecord;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One virtual user's subscription: hands what comes to its record and tells the action that waits
 * for it. Used on the user's event loop only.
 */
final class VirtualSubscriber implements Receiver {
  private final SubscriberRecord record;
  private final Access access;
  private final Runnable onSubscribed;
  private Consumer<String> onEnded;
  private @Nullable Subscription subscription;

  /**
   * A subscriber that has not subscribed yet.
   *
   * @param onEnded told if there will be no subscription; later ends are told to who waits for them
   */
  VirtualSubscriber(
      SubscriberRecord record, Access access, Runnable onSubscribed, Consumer<String> onEnded) {
    this.access = access;
    this.record = record;
    this.onSubscribed = onSubscribed;
    this.onEnded = onEnded;
  }

  void opened(Subscription opened) {
    subscription = opened;
  }

  /** Waits for the end in place of whoever waited before. */
  void onEnded(Consumer<String> waiting) {
    onEnded = waiting;
  }

  /** Shows all further measured deliveries to one more. */
  void show(Onlooker to) {
    record.show(to);
  }

  /** Why the other side ended it; null if it has not. */
  @Nullable String endedBecause() {
    return record.endedBecause();
  }

  /** Closes the subscription if it is open. */
  void leave() {
    if (subscription != null) {
      record.closed();
      subscription.close();
      subscription = null;
    }
  }

  @Override
  public void subscribed() {
    record.subscribed();
    onEnded = reason -> {};
    onSubscribed.run();
  }

  @Override
  public void requested() {
    record.requested();
  }

  @Override
  public void received(ByteBuf bytes, int from, int to) {
    record.received(bytes, from, to);
  }

  @Override
  public void gap(long missed) {
    record.gap(missed);
  }

  @Override
  public void ended(String reason) {
    String shown = access.hide(reason);
    record.ended(shown);
    onEnded.accept(shown);
  }
}
