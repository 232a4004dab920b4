/** The commands, thin: parse, call, print, exit code. */
@NullMarked
package dev.pushmark.bench.cli;

import org.jspecify.annotations.NullMarked;
