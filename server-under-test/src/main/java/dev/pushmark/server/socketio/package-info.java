/**
 * Socket.IO, protocol 5, over Engine.IO: the rooms' events for clients of Socket.IO.
 *
 * <p>A client connects to the namespace {@code /}, with the bearer token as {@code auth.token}
 * where one is needed, and emits
 *
 * <ul>
 *   <li>{@code join(room)} or {@code join(room, after)}, acknowledged with <code>
 *       {"place":"EPOCH-OFFSET"}
 *       </code>: events behind that place are delivered from now on;
 *   <li>{@code leave(room)}, acknowledged with <code>{"place":"…"}</code>;
 *   <li>{@code publish(room, data)} or {@code publish(room, data, key)}, acknowledged with <code>
 *       {"id":"EPOCH-OFFSET"}</code>; {@code data} is any JSON value, or a binary attachment that
 *       holds one as text, which is stored byte for byte.
 * </ul>
 *
 * <p>What cannot be done is acknowledged with <code>{"error":"…","status":400}
 * </code>, with the status that HTTP would answer, or where no acknowledgement was asked for told
 * by an event {@code refused}.
 *
 * <p>It receives {@code event(data, id)} and {@code gap({after, next}, place)}. Whichever rooms it
 * has joined, the id's epoch tells which of them an event is from. The last argument is the offset
 * that connection state recovery (the client's {@code pid} and {@code offset}) resumes from: a
 * connection that is lost while in one room is restored in that room, behind the last event that
 * the client has seen. In several rooms, or after longer than the room remembers, it is not: then
 * the client, which sees that it was not {@code recovered}, joins again with {@code after}.
 */
@NullMarked
package dev.pushmark.server.socketio;

import org.jspecify.annotations.NullMarked;
