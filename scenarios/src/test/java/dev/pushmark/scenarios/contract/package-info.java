/** The contract of transports and publishers, held against servers of several authors. */
@NullMarked
package dev.pushmark.scenarios.contract;

import org.jspecify.annotations.NullMarked;
