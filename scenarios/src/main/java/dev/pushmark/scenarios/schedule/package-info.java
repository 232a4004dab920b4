/** When events are due: pure functions of a seed, without a clock and without I/O. */
@NullMarked
package dev.pushmark.scenarios.schedule;

import org.jspecify.annotations.NullMarked;
