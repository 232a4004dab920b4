/**
 * How figures went from run to run, and where their level changed: for people to look at, never for
 * a build to fail on.
 */
@NullMarked
package dev.pushmark.results.trend;

import org.jspecify.annotations.NullMarked;
