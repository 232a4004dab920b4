package dev.pushmark.server.wire;

import dev.pushmark.server.access.AccessControl;
import dev.pushmark.server.access.Limits;
import dev.pushmark.server.metrics.Metrics;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.room.SlowConsumerPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all event loops of a server share. Every part of it is thread safe.
 *
 * @param batchWindow for how long events of a room are collected and then written together; zero
 *     for none
 * @param tls null where there are cleartext connections only
 * @param writeListener null when nobody wants to know
 */
public record ServerState(
    Rooms rooms,
    SlowConsumerPolicy slowConsumers,
    Duration batchWindow,
    AccessControl access,
    Limits limits,
    Timeouts timeouts,
    Metrics metrics,
    @Nullable Tls tls,
    @Nullable WriteListener writeListener,
    Clock clock) {}
