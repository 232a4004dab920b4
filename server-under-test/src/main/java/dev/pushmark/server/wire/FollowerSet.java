package dev.pushmark.server.wire;

import java.util.ArrayList;

/**
 * Followers without order, each in at most one set. While it is walked backwards, the one just
 * visited may be removed: what takes its slot has been visited already. Confined to the event loop.
 */
final class FollowerSet {
  private final ArrayList<Follower> members = new ArrayList<>(1);

  int size() {
    return members.size();
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  Follower get(int slot) {
    return members.get(slot);
  }

  void add(Follower follower) {
    follower.slot = members.size();
    members.add(follower);
  }

  void remove(Follower follower) {
    Follower last = members.remove(members.size() - 1);
    if (last != follower) {
      last.slot = follower.slot;
      members.set(last.slot, last);
    }
  }
}
