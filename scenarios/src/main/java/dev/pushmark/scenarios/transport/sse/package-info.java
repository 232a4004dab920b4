/** Server-Sent Events. */
@NullMarked
package dev.pushmark.scenarios.transport.sse;

import org.jspecify.annotations.NullMarked;
