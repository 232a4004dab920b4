/** What processes and the machine did, seen from outside the processes. */
@NullMarked
package dev.pushmark.bench.lab.observation;

import org.jspecify.annotations.NullMarked;
