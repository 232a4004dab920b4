/** The named shapes of work. */
@NullMarked
package dev.pushmark.scenarios.workload;

import org.jspecify.annotations.NullMarked;
