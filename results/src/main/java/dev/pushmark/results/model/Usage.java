package dev.pushmark.results.model;

/**
 * What a process used during the measurement, read from outside the process.
 *
 * @param cores cores the process was allowed to run on
 * @param cpuNs CPU time of all threads, user and system
 * @param userNs of this, in user mode; resolution of a clock tick (10 ms)
 * @param systemNs of this, in the kernel; resolution of a clock tick (10 ms)
 * @param runQueueNs time that its threads were ready to run but waited for a core
 * @param voluntarySwitches context switches because a thread waited
 * @param involuntarySwitches context switches because a thread was put off its core
 * @param rssAtStartBytes resident memory before the first subscriber
 * @param rssBytes resident memory at the end of the measurement
 * @param threads number of threads at the end of the measurement
 */
public record Usage(
    int cores,
    long cpuNs,
    long userNs,
    long systemNs,
    long runQueueNs,
    long voluntarySwitches,
    long involuntarySwitches,
    long rssAtStartBytes,
    long rssBytes,
    int threads) {}
