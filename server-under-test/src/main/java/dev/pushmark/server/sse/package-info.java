/** Server-Sent Events: one HTTP answer that never ends, as the HTML standard writes it. */
@NullMarked
package dev.pushmark.server.sse;

import org.jspecify.annotations.NullMarked;
