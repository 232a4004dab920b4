/**
 * WebTransport over HTTP/3: sessions that are given a room's events by a stream or by datagrams.
 */
@NullMarked
package dev.pushmark.server.webtransport;

import org.jspecify.annotations.NullMarked;
