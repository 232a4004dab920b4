/** Runs the pairs, of rounds or of JMH's forks, that a gate decides by. */
@NullMarked
package dev.pushmark.bench.gate;

import org.jspecify.annotations.NullMarked;
