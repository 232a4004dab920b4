/** The client sockets of the benchmarks. */
@NullMarked
package dev.pushmark.bench.micro.wire;

import org.jspecify.annotations.NullMarked;
