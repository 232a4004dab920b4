/** When the injector stood still: what no delivery can tell while none is due. */
@NullMarked
package dev.pushmark.scenarios.stall;

import org.jspecify.annotations.NullMarked;
