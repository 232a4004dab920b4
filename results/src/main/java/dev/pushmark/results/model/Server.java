package dev.pushmark.results.model;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server under test: either one that runs already, or the reference server, which is started
 * anew for each round with these options.
 *
 * @param url base address of a server that runs already; null for the reference server
 * @param slowConsumer what the reference server does with a subscriber that reads too slowly; null
 *     for another server, whose ways are its own
 * @param queueBytes bytes that the reference server keeps queued for a subscriber before it does
 *     so; null for another server
 * @param link how the reference server is reached; null for another server
 * @param heartbeat after how long a silence the reference server gives a pushed-to subscriber a
 *     sign of life; null for another server
 * @param batchWindow for how long the reference server collects events of a room, from the first
 *     one on, and then writes them together; whole milliseconds, 0 for not at all; null for another
 *     server
 * @param tokens whether the reference server asks everybody for a token, which the injector then
 *     has; null for another server
 */
public record Server(
    @Nullable URI url,
    @Nullable SlowConsumer slowConsumer,
    @Nullable Long queueBytes,
    @Nullable Link link,
    @Nullable Duration heartbeat,
    @Nullable Duration batchWindow,
    @Nullable Boolean tokens) {
  /** The way to the reference server. */
  public enum Link {
    /** The loopback interface, whose packets are none of a network. */
    LOOPBACK,
    /**
     * A pair of virtual Ethernet interfaces with an MTU of 1500, and no packet larger than that, to
     * a network namespace of the server's own.
     */
    VETH
  }

  /** What happens to a subscriber whose queue is full. */
  public enum SlowConsumer {
    /** Its connection is closed. */
    DISCONNECT,
    /** The oldest events in its queue are dropped, and it is told so. */
    DROP_OLDEST,
    /** Its queue is replaced by the newest event, and it is told so. */
    COALESCE
  }

  /** The queue of a subscriber where nobody says otherwise. */
  public static final long DEFAULT_QUEUE_BYTES = 1 << 20;

  /** The heartbeat where nobody says otherwise. */
  public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(15);

  private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(50);
  private static final Duration LONGEST_HEARTBEAT = Duration.ofDays(1);
  private static final long MIN_QUEUE_BYTES = 1 << 10;
  private static final long MAX_QUEUE_BYTES = 1 << 30;
  private static final Duration MAX_BATCH_WINDOW = Duration.ofSeconds(10);

  public Server {
    if (url != null) {
      Check.that(
          url.getHost() != null
              && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())),
          "url",
          "http[s]://HOST[:PORT]",
          url);
      ofOurs(slowConsumer, "slow-consumer");
      ofOurs(queueBytes, "queue-bytes");
      ofOurs(link, "link");
      ofOurs(heartbeat, "server.heartbeat");
      ofOurs(batchWindow, "batch-window");
      ofOurs(tokens, "server.tokens");
    } else {
      Check.that(slowConsumer != null, "slow-consumer", "given without a url", slowConsumer);
      Check.that(
          queueBytes != null && queueBytes >= MIN_QUEUE_BYTES && queueBytes <= MAX_QUEUE_BYTES,
          "queue-bytes",
          MIN_QUEUE_BYTES + " to " + MAX_QUEUE_BYTES,
          queueBytes);
      link =
          link == null ? Link.LOOPBACK : link; // the only way there was before there was a choice
      heartbeat = heartbeat == null ? DEFAULT_HEARTBEAT : heartbeat; // as with the link
      Check.that(
          heartbeat.compareTo(SHORTEST_HEARTBEAT) >= 0
              && heartbeat.compareTo(LONGEST_HEARTBEAT) <= 0,
          "server.heartbeat",
          "50ms to 24h",
          DurationText.format(heartbeat));
      batchWindow = batchWindow == null ? Duration.ZERO : batchWindow; // likewise
      Check.that(
          isWindow(batchWindow),
          "batch-window",
          "whole milliseconds, 0s to 10s",
          DurationText.format(batchWindow));
      tokens = tokens != null && tokens; // nobody was asked for one before
    }
  }

  private static boolean isWindow(Duration window) {
    return window.compareTo(MAX_BATCH_WINDOW) <= 0
        && Duration.ofMillis(window.toMillis()).equals(window)
        && !window.isNegative();
  }

  private static void ofOurs(@Nullable Object option, String name) {
    Check.that(
        option == null, name, "left out with a url, whose server is not started here", option);
  }

  /** Whether it is the reference server and asks everybody for a token. */
  public boolean asksForTokens() {
    return tokens != null && tokens;
  }

  /** A server that runs already. */
  public static Server at(URI url) {
    return new Server(url, null, null, null);
  }

  /** The reference server, over loopback, with the usual heartbeat and no window. */
  public static Server reference(SlowConsumer slowConsumer, long queueBytes) {
    return new Server(null, slowConsumer, queueBytes, Link.LOOPBACK);
  }

  /** With the usual heartbeat, no window, and without tokens. */
  public Server(
      @Nullable URI url,
      @Nullable SlowConsumer slowConsumer,
      @Nullable Long queueBytes,
      @Nullable Link link) {
    this(url, slowConsumer, queueBytes, link, null, null, null);
  }

  /** The same with another heartbeat. */
  public Server with(Duration otherHeartbeat) {
    return new Server(url, slowConsumer, queueBytes, link, otherHeartbeat, batchWindow, tokens);
  }

  /** The same with another window; null for none. */
  public Server withBatchWindow(@Nullable Duration window) {
    return new Server(url, slowConsumer, queueBytes, link, heartbeat, window, tokens);
  }
}
