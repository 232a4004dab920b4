package dev.pushmark.results.model;

/**
 * How old what subscribers held was, over the measurement: at each instant, the time since the
 * newest event held was due (Kaul, Yates, Gruteser 2012, doi:10.1109/INFCOM.2012.6195689). Unlike
 * {@link TimeOutOfDate} it grows also while there is nothing newer, so it says something of state
 * that is published periodically, and only there; a version that was skipped costs nothing but age.
 *
 * @param meanNs mean over time and subscribers, from the first event on that a subscriber holds
 * @param meanPeakNs mean of the ages just before a newer event came
 * @param peaks how many newer events came, over all subscribers
 */
public record AgeOfInformation(double meanNs, double meanPeakNs, long peaks) {}
