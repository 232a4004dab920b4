/** The live view: a page on which a person sees the transports side by side in a browser. */
@NullMarked
package dev.pushmark.bench.live;

import org.jspecify.annotations.NullMarked;
