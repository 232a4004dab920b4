package dev.pushmark.results.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * Something that goes wrong between a client and a server, as a proxy between the two does it.
 * "Chunk" is what one read of a socket brings: any number of bytes, whatever they mean.
 *
 * <p>The proxy ends TCP on both sides, so the kernels next to it go on acknowledging bytes: a
 * sender sees what a fault does to its peer's <em>answers</em>, never retransmissions.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fault.Cut.class, name = "cut"),
  @JsonSubTypes.Type(value = Fault.HalfOpen.class, name = "half-open"),
  @JsonSubTypes.Type(value = Fault.Corrupt.class, name = "corrupt"),
  @JsonSubTypes.Type(value = Fault.Delay.class, name = "delay"),
  @JsonSubTypes.Type(value = Fault.Jitter.class, name = "jitter"),
  @JsonSubTypes.Type(value = Fault.Bandwidth.class, name = "bandwidth"),
  @JsonSubTypes.Type(value = Fault.Stall.class, name = "stall"),
  @JsonSubTypes.Type(value = Fault.Reorder.class, name = "reorder"),
  @JsonSubTypes.Type(value = Fault.BlockUpgrade.class, name = "block-upgrade"),
  @JsonSubTypes.Type(value = Fault.Refuse.class, name = "refuse"),
  @JsonSubTypes.Type(value = Fault.Restart.class, name = "restart"),
  @JsonSubTypes.Type(value = Fault.Pause.class, name = "pause")
})
public sealed interface Fault {
  /** The two ways bytes go on a connection. */
  enum Direction {
    /** From the client to the server. */
    TO_SERVER,
    /** From the server to the client. */
    TO_CLIENT
  }

  /** Happens at one instant, to connections that are open then. */
  sealed interface Momentary extends Fault {}

  /** Is on for a time, for connections that are open then or opened meanwhile. */
  sealed interface Lasting extends Fault {
    /** How long it is on. */
    Duration lasting();
  }

  /** Concerns the server as a whole, so it has no target but all. */
  sealed interface OfServer extends Fault {}

  /**
   * Both peers get a TCP RST at once: a read fails with {@code Connection reset}. Whatever the
   * proxy, or the kernel on its behalf, has not delivered yet is lost in both directions. No FIN is
   * sent.
   */
  record Cut() implements Momentary {}

  /**
   * The path is gone, and nobody says so: from now on what either peer sends is acknowledged and
   * thrown away, held bytes with it. Writes go on succeeding, nothing arrives, and neither FIN nor
   * RST is passed on; what was handed to the kernel before still arrives. It never heals. The
   * peers' sockets stay until both have ended, each by its own lights, or the proxy closes; even a
   * peer that shuts its side down gets no FIN in return.
   */
  record HalfOpen() implements Momentary {}

  /**
   * In one direction, all eight bits of one byte are inverted: a byte that the seed picks of the
   * first chunk read after this instant. If none is read any more, nothing happens. TCP's checksum
   * is right, TLS notices.
   */
  record Corrupt(Direction direction) implements Momentary {}

  /**
   * Each chunk leaves so much later than it was read, in both directions, so that a round trip
   * takes twice as much longer. The handshake of TCP itself cannot be delayed; instead, the first
   * bytes of a connection opened meanwhile come as late as if it had been. When it ends, what is
   * held still leaves at its time, and nothing overtakes it.
   *
   * <p>As in TCP, what is under way is bounded: at most what the proxy may hold per {@code oneWay}
   * and direction get through.
   */
  record Delay(Duration oneWay, Duration lasting) implements Lasting {
    public Delay {
      Check.lasting("delay.oneWay", oneWay);
      Check.lasting("delay.lasting", lasting);
    }
  }

  /**
   * Each chunk is held for a time of its own, uniform in [0, {@code atMost}) and drawn by the seed,
   * in both directions. Within a connection none overtakes another: it waits for those before it.
   */
  record Jitter(Duration atMost, Duration lasting) implements Lasting {
    public Jitter {
      Check.lasting("jitter.atMost", atMost);
      Check.lasting("jitter.lasting", lasting);
    }
  }

  /**
   * Each connection passes so many bytes per second in each direction, in slices of 10 ms or 1,460
   * bytes, whichever is more; after an idle time, 20 ms' worth may go at once. The rest waits in
   * the proxy up to what the proxy may hold, then in the sender's kernel, then in the sender.
   */
  record Bandwidth(long bytesPerSecond, Duration lasting) implements Lasting {
    public Bandwidth {
      Check.that(bytesPerSecond >= 1, "bandwidth.bytesPerSecond", ">= 1 byte/s", bytesPerSecond);
      Check.lasting("bandwidth.lasting", lasting);
    }
  }

  /**
   * Nothing flows in either direction, neither bytes nor FIN nor RST; when it ends, everything
   * does, at once and in order. What is sent meanwhile waits as with {@link Bandwidth}.
   */
  record Stall(Duration lasting) implements Lasting {
    public Stall {
      Check.lasting("stall.lasting", lasting);
    }
  }

  /**
   * Chunks of different connections overtake each other; bytes of one connection never do. Time is
   * cut into windows. What is read in one leaves in the next, each connection and direction at an
   * instant of it that the seed draws anew for each window: of two connections' chunks of one
   * window, either is first in half of all windows.
   */
  record Reorder(Duration window, Duration lasting) implements Lasting {
    public Reorder {
      Check.lasting("reorder.window", window);
      Check.lasting("reorder.lasting", lasting);
    }
  }

  /**
   * Upgrades to WebSocket are not let through, as by a middlebox that knows HTTP/1.1 and no more:
   * of each connection opened meanwhile, the first request is looked at, and it is stopped if it
   * asks for an upgrade to WebSocket. What is encrypted, and HTTP/2, cannot be looked into and
   * passes.
   */
  record BlockUpgrade(How how, Duration lasting) implements Lasting {
    /** What becomes of the request. */
    public enum How {
      /** It is answered with 403, and the connection is closed. */
      REFUSE,
      /** It disappears, and nobody says so: the connection stays, and nothing comes of it. */
      SWALLOW,
      /** Both peers get a TCP RST. */
      CUT
    }

    public BlockUpgrade {
      Check.lasting("block-upgrade.lasting", lasting);
    }
  }

  /**
   * Nobody listens on the proxy's port: connecting fails with {@code Connection refused}; what was
   * connected but not yet accepted gets RST. Open connections go on.
   */
  record Refuse(Duration lasting) implements OfServer {
    public Refuse {
      Check.lasting("refuse.lasting", lasting);
    }
  }

  /**
   * The server process is stopped, and started again as soon as {@code down} is over. Until it
   * listens again, connecting is refused as with {@link Refuse}; connections that its own end has
   * not ended are cut.
   */
  record Restart(Duration down) implements OfServer {
    public Restart {
      Check.lasting("restart.down", down);
    }
  }

  /**
   * The server process is stopped in its tracks ({@code SIGSTOP}) and then goes on. The proxy does
   * nothing: the kernel of a paused server still acknowledges and even connects.
   */
  record Pause(Duration lasting) implements OfServer {
    public Pause {
      Check.lasting("pause.lasting", lasting);
    }
  }
}
