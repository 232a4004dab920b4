package dev.pushmark.bench.lab.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that a process wrote, so that its end can be explained. Thread safe. */
final class Tail {
  private final int limit;
  private final Deque<String> lines = new ArrayDeque<>();

  Tail(int limit) {
    this.limit = limit;
  }

  synchronized void add(String line) {
    if (lines.size() == limit) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
