/** How a plan comes about: the command line over a file over the defaults. */
@NullMarked
package dev.pushmark.bench.plan;

import org.jspecify.annotations.NullMarked;
