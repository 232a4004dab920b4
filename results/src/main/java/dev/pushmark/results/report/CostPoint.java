package dev.pushmark.results.report;

/**
 * A round as a point of a {@link CostFigure}.
 *
 * @param x subscribers that were there, or deliveries per second that arrived
 * @param y what was used
 * @param valid whether it counts for the line
 */
record CostPoint(double x, double y, boolean valid) {}
