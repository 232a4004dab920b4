/** Runs made up from a seed, for tests. */
@NullMarked
package dev.pushmark.results.sample;

import org.jspecify.annotations.NullMarked;
