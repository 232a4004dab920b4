package dev.pushmark.scenarios.fault;

import dev.pushmark.results.model.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a {@link FaultProxy} did to which connection, and when. Thread safe. */
public final class FaultLog {
  /** What became of a fault. */
  public enum Effect {
    /** It was done, or began. */
    STRUCK,
    /** It is over. */
    PASSED,
    /** There was nobody to strike when it was due. */
    MISSED,
    /** The server has ended its side of a connection that had become half-open by it. */
    NOTICED
  }

  /**
   * Bytes of one direction so far.
   *
   * @param readBytes read from the sender
   * @param forwardedBytes of those, handed to the socket towards the receiver
   */
  public record Flow(long readBytes, long forwardedBytes) {
    static final Flow NONE = new Flow(0, 0);

    Flow plus(Flow other) {
      return new Flow(readBytes + other.readBytes, forwardedBytes + other.forwardedBytes);
    }
  }

  /**
   * One effect on one connection.
   *
   * @param timeNs when, on the proxy's clock
   * @param place the fault's place in its plan
   * @param fault the fault
   * @param effect what became of it
   * @param connection the connection's number; 0 for the proxy as a whole, all connections together
   * @param port from which its client has connected; 0 for the proxy as a whole
   * @param toServer what went to the server by then
   * @param toClient what went to the client by then
   */
  public record Entry(
      long timeNs,
      int place,
      Fault fault,
      Effect effect,
      long connection,
      int port,
      Flow toServer,
      Flow toClient) {}

  private final int most;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Class<? extends Fault>, Long> struck = new HashMap<>();
  private long leftOut;

  FaultLog(int most) {
    this.most = most;
  }

  synchronized void add(Entry entry) {
    if (entry.effect() == Effect.STRUCK) {
      struck.merge(entry.fault().getClass(), 1L, Long::sum);
    }
    if (entries.size() < most) {
      entries.add(entry);
    } else {
      leftOut++;
    }
  }

  /** The entries so far, in order of time. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How many entries were left out because there were too many. */
  public synchronized long leftOut() {
    return leftOut;
  }

  /** How many connections a kind of fault has struck, entries left out included. */
  public synchronized long struck(Class<? extends Fault> kind) {
    return struck.getOrDefault(kind, 0L);
  }
}
