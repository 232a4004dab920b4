/** What is reported of events whose latency is known, beside what is known. */
@NullMarked
package dev.pushmark.bench.calibration;

import org.jspecify.annotations.NullMarked;
