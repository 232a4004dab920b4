/** Walks a plan round by round: starts the processes, watches them, judges what came out. */
@NullMarked
package dev.pushmark.bench.lab;

import org.jspecify.annotations.NullMarked;
