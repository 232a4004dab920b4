package dev.pushmark.bench.lab.observation;

import java.util.HashMap;
import java.util.Map;

/**
 * Sums what a process's threads used over threads that come and go. What a thread used between the
 * last look and its end stays unseen, so looks should be frequent. Not thread safe.
 */
final class TaskLedger {
  private Map<Long, TaskTimes> current = new HashMap<>();
  private TaskTimes ended = TaskTimes.NONE;

  /** Enters what a look has shown. */
  void enter(Map<Long, TaskTimes> seen) {
    current.forEach(
        (id, before) -> {
          TaskTimes now = seen.get(id);
          // Time that runs backwards is another thread under the same number.
          if (now == null || now.cpuNs() < before.cpuNs()) {
            ended = ended.plus(before);
          }
        });
    current = new HashMap<>(seen);
  }

  /** All that was used by threads that run and threads that have ended. */
  TaskTimes total() {
    return current.values().stream().reduce(ended, TaskTimes::plus);
  }
}
