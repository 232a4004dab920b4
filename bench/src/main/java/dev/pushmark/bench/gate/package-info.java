/** Runs the pairs of rounds that a gate decides by. */
@NullMarked
package dev.pushmark.bench.gate;

import org.jspecify.annotations.NullMarked;
