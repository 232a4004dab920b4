/** Where witnesses sit, and what comes of comparing what they saw with what the injector saw. */
@NullMarked
package dev.pushmark.bench.lab.witness;

import org.jspecify.annotations.NullMarked;
