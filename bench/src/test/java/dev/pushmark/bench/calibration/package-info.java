/** Tests of the calibration. */
@NullMarked
package dev.pushmark.bench.calibration;

import org.jspecify.annotations.NullMarked;
