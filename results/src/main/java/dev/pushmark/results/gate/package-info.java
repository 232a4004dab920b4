/**
 * Whether one thing is worse than another: statistics of pairs, and the verdict that a build may
 * fail on.
 */
@NullMarked
package dev.pushmark.results.gate;

import org.jspecify.annotations.NullMarked;
