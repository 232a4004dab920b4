/** WebSocket: events to the client as text frames, publishes from it as text frames. */
@NullMarked
package dev.pushmark.server.websocket;

import org.jspecify.annotations.NullMarked;
