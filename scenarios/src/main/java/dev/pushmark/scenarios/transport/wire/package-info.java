/** What the clients of several transports share: connecting, HTTP text, counting bytes. */
@NullMarked
package dev.pushmark.scenarios.transport.wire;

import org.jspecify.annotations.NullMarked;
