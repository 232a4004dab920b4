package dev.pushmark.server.room;

/**
 * What became of a publish.
 *
 * @param repeated whether the event was in the log already, put there under the same key
 */
public record Publication(EventId id, boolean repeated) {}
