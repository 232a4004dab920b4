/** Subscribers that come back when they have been cut off. */
@NullMarked
package dev.pushmark.scenarios.reconnect;

import org.jspecify.annotations.NullMarked;
