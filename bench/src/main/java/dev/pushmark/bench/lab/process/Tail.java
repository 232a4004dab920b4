package dev.pushmark.bench.lab.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last lines that a process wrote, so that its end can be explained; what stack traces begin
 * with outlives where they came from. Thread safe.
 */
final class Tail {
  private final int limit;
  private final Deque<String> lines = new ArrayDeque<>();

  Tail(int limit) {
    this.limit = limit;
  }

  synchronized void add(String line) {
    if (lines.size() == limit && !lines.removeIf(Tail::isStackFrame)) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  private static boolean isStackFrame(String line) {
    return line.startsWith("\tat ") || line.startsWith("    at ");
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
