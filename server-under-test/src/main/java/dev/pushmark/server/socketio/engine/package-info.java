/**
 * Engine.IO, protocol 4: sessions over HTTP long-polling and WebSocket, the way from one to the
 * other, and heartbeats. What is said in a session is an {@link
 * dev.pushmark.server.socketio.engine.Application}'s matter.
 *
 * <p>A session belongs to one event loop, its <em>home</em>. Its requests may come over connections
 * of other loops: these hop to the home and back. When a WebSocket of another loop takes a session
 * over, the home moves there, once and for good.
 */
@NullMarked
package dev.pushmark.server.socketio.engine;

import org.jspecify.annotations.NullMarked;
