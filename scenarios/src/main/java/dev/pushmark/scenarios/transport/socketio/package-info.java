/**
 * Socket.IO, protocol 5 over Engine.IO 4, for subscribers: by HTTP long-polling, by WebSocket, and
 * as its clients do it by default, first the one and then the other.
 */
@NullMarked
package dev.pushmark.scenarios.transport.socketio;

import org.jspecify.annotations.NullMarked;
