package dev.pushmark.results.model;

/**
 * How long subscribers lacked the newest event of their room, over the measurement: at each
 * instant, the time since the first event was due that is newer than the newest one held; 0 while
 * the newest is held (age of synchronisation, Zhong, Yates, Soljanin 2018,
 * doi:10.1109/ISIT.2018.8437927).
 *
 * @param meanNs mean over time and subscribers
 * @param peakNs largest value that any subscriber saw
 * @param share share of the time that a subscriber was out of date, 0 to 1
 */
public record TimeOutOfDate(double meanNs, long peakNs, double share) {}
