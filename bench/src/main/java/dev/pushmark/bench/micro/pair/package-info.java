/** A server process and a client of it on the caller's thread, for one delivery at a time. */
@NullMarked
package dev.pushmark.bench.micro.pair;

import org.jspecify.annotations.NullMarked;
