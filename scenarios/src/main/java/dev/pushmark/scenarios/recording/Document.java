package dev.pushmark.scenarios.recording;

import dev.pushmark.results.model.Convergence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one subscriber's application has made of its room's events, as two numbers: one that depends
 * on their order, and on how often each was applied, and one that depends on neither. Not thread
 * safe.
 */
final class Document {
  /** Odd, so that nothing is lost by multiplying; from Knuth's 64-bit linear congruence. */
  private static final long FACTOR = 6364136223846793005L;

  private long inOrder;
  private long inAnyOrder;

  /** An event is applied to what there is. */
  void apply(int publisher, int sequence) {
    inOrder = inOrder * FACTOR + edit(publisher, sequence);
  }

  /** An event that had not been there. */
  void add(int publisher, int sequence) {
    inAnyOrder += edit(publisher, sequence);
  }

  private static long edit(int publisher, int sequence) {
    long z = ((long) publisher << Integer.SIZE | sequence) + FACTOR;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L; // Stafford's variant 13 of MurmurHash3's finalizer
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private boolean hasTheSameInOrder(Document other) {
    return inOrder == other.inOrder;
  }

  private boolean hasTheSame(Document other) {
    return inAnyOrder == other.inAnyOrder;
  }

  /** Compares the documents of each room in which several publish and several subscribe. */
  static Convergence compare(Collection<SubscriberRecord> subscribers) {
    Map<RoomRecord, List<Document>> rooms = new HashMap<>();
    for (SubscriberRecord each : subscribers) {
      if (each.isSubscribed() && each.room().timeline().streams().size() > 1) {
        rooms.computeIfAbsent(each.room(), room -> new ArrayList<>()).add(each.document());
      }
    }
    Convergence sum = Convergence.NONE;
    for (List<Document> own : rooms.values()) {
      if (own.size() > 1) {
        Document first = own.get(0);
        boolean converged = own.stream().allMatch(first::hasTheSameInOrder);
        boolean complete = own.stream().allMatch(first::hasTheSame);
        sum = sum.plus(new Convergence(1, converged ? 0 : 1, complete ? 0 : 1));
      }
    }
    return sum;
  }
}
