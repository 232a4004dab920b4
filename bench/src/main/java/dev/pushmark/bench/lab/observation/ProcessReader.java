package dev.pushmark.bench.lab.observation;

import java.io.IOException;
import java.util.Map;

/** One look at a process. */
interface ProcessReader {
  /**
   * Looks at a process.
   *
   * @throws IOException if the process has ended
   */
  Look look(long pid) throws IOException;

  /**
   * What a look shows.
   *
   * @param tasks thread id → what the thread has used; one entry of id 0 where the system does not
   *     tell threads apart
   * @param userNs CPU time of the process in user mode, threads that have ended included
   * @param systemNs CPU time of the process in the kernel, threads that have ended included
   * @param rssBytes resident memory
   * @param threads number of threads
   */
  record Look(Map<Long, TaskTimes> tasks, long userNs, long systemNs, long rssBytes, int threads) {}
}
