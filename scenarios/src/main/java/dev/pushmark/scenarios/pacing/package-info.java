/** Waits until an event is due and hands it to its publisher. */
@NullMarked
package dev.pushmark.scenarios.pacing;

import org.jspecify.annotations.NullMarked;
