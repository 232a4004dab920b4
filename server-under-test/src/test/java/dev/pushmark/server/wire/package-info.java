/**
 * The server's pipeline without a socket, for tests that want its time and its packets to be
 * theirs.
 */
@NullMarked
package dev.pushmark.server.wire;

import org.jspecify.annotations.NullMarked;
