package dev.pushmark.scenarios.witness;

/**
 * A witness's place in the fan-out of a room.
 *
 * @param room the room's name
 * @param rank how many of the injector's subscribers of the room subscribe before it
 */
public record Seat(String room, int rank) {}
