package dev.pushmark.bench.lab.observation;

/**
 * What one thread, or several together, used since they began.
 *
 * @param cpuNs time on a core
 * @param runQueueNs time ready to run but waiting for a core
 * @param voluntarySwitches context switches because it waited
 * @param involuntarySwitches context switches because it was put off its core
 */
record TaskTimes(long cpuNs, long runQueueNs, long voluntarySwitches, long involuntarySwitches) {
  static final TaskTimes NONE = new TaskTimes(0, 0, 0, 0);

  TaskTimes plus(TaskTimes o) {
    return new TaskTimes(
        cpuNs + o.cpuNs,
        runQueueNs + o.runQueueNs,
        voluntarySwitches + o.voluntarySwitches,
        involuntarySwitches + o.involuntarySwitches);
  }

  TaskTimes minus(TaskTimes o) {
    return new TaskTimes(
        cpuNs - o.cpuNs,
        runQueueNs - o.runQueueNs,
        voluntarySwitches - o.voluntarySwitches,
        involuntarySwitches - o.involuntarySwitches);
  }
}
