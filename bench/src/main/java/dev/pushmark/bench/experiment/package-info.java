/** Experiments that put a claim to the test, one file each, and the rules that decide. */
@NullMarked
package dev.pushmark.bench.experiment;

import org.jspecify.annotations.NullMarked;
