package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.Newcomers.Shown;
import dev.pushmark.scenarios.transport.Receiver;
import dev.pushmark.scenarios.transport.Subscription;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One who comes while it is measured, until it leaves or is sent away. Used on its event loop only.
 */
final class Newcomer implements Receiver {
  private final Reception reception;
  private final Shown shown;
  private final long dueNs;
  private final boolean measured;
  private @Nullable Subscription subscription;
  private boolean subscribed;
  private boolean greeted;
  private boolean upgraded;
  private boolean refused;
  private boolean ended;
  private boolean left;
  private long subscribedNs = Long.MAX_VALUE;

  /**
   * One who has not come yet.
   *
   * @param dueNs when it is to begin to connect, which its times are counted from
   * @param measured whether it is one of those who count
   */
  Newcomer(Reception reception, Shown shown, long dueNs, boolean measured) {
    this.reception = reception;
    this.shown = shown;
    this.dueNs = dueNs;
    this.measured = measured;
  }

  boolean isMeasured() {
    return measured;
  }

  void opened(Subscription opened) {
    subscription = opened;
  }

  /** The server lets it not in. */
  void refused() {
    refused = true;
  }

  /** Leaves, if it is still there. */
  void leave() {
    left = true;
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
  }

  @Override
  public void subscribed() {
    subscribed = true;
    subscribedNs = reception.nowNs();
    reception.connected(this, subscribedNs - dueNs);
  }

  @Override
  public void upgraded() {
    upgraded = true;
  }

  @Override
  public void received(ByteBuf bytes, int from, int to) {
    long nowNs = reception.nowNs();
    if (!greeted) {
      greeted = true;
      reception.greeted(this, nowNs - dueNs);
    }
    if (measured) {
      reception.delivered(bytes, from, to, subscribedNs, nowNs);
    }
  }

  @Override
  public void gap(long missed) {}

  @Override
  public void ended(String reason) {
    ended = !left;
    subscription = null;
    if (LocalLimits.explain(reason)) {
      reception.complain(LocalLimits.complaint(reason));
    }
  }

  boolean isSubscribed() {
    return subscribed;
  }

  boolean isGreeted() {
    return greeted;
  }

  boolean isUpgraded() {
    return upgraded;
  }

  /** Whether the server ended a subscription that had stood. */
  boolean isEnded() {
    return subscribed && ended;
  }

  boolean isRefused() {
    return refused;
  }

  boolean shows(Shown token) {
    return shown == token;
  }
}
