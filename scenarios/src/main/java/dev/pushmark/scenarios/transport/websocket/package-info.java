/** WebSocket, for subscribers and publishers. */
@NullMarked
package dev.pushmark.scenarios.transport.websocket;

import org.jspecify.annotations.NullMarked;
