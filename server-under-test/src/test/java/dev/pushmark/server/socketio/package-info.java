/**
 * Socket.IO and Engine.IO packet by packet, and the server that the public protocol suites want.
 */
@NullMarked
package dev.pushmark.server.socketio;

import org.jspecify.annotations.NullMarked;
