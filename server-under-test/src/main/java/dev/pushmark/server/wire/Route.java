package dev.pushmark.server.wire;

import dev.pushmark.server.access.Permission;

/** An endpoint, and what whoever wants to use it must be allowed to. */
public record Route(Permission needed, Endpoint endpoint) {}
