/** What became of every event at every subscriber: latency, loss, order, staleness. */
@NullMarked
package dev.pushmark.scenarios.recording;

import org.jspecify.annotations.NullMarked;
