/**
 * What the transports share: one port, HTTP requests brought to an endpoint, WebSocket frames, and
 * batched writes to everybody who follows a room.
 */
@NullMarked
package dev.pushmark.server.wire;

import org.jspecify.annotations.NullMarked;
