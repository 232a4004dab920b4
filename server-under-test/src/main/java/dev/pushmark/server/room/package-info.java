/** Rooms: append-only logs of events with offsets, an epoch and bounded retention. */
@NullMarked
package dev.pushmark.server.room;

import org.jspecify.annotations.NullMarked;
