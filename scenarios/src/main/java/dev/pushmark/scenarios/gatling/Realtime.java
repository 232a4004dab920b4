package dev.pushmark.scenarios.gatling;

import java.net.URI;

/** The words of the Gatling DSL: import them statically. */
public final class Realtime {
  private Realtime() {}

  /**
   * The protocol for a server.
   *
   * @param url {@code http[s]://HOST[:PORT][/PREFIX]}
   */
  public static RealtimeProtocol realtime(String url) {
    return RealtimeProtocol.of(URI.create(url));
  }

  /** Subscribes the virtual user to a room. */
  public static Subscribe subscribe(String name) {
    return new Subscribe(name, "lobby", "");
  }

  /** Keeps the virtual user subscribed. */
  public static Hold hold(String name) {
    return new Hold(name, null);
  }

  /** Publishes events on a schedule, which is not the virtual user's but the clock's. */
  public static Publish publish(String name) {
    return Publish.named(name);
  }

  /** Ends the virtual user's subscription. */
  public static Close close(String name) {
    return new Close(name);
  }
}
