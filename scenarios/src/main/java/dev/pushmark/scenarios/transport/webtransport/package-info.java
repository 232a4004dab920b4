/** WebTransport, by streams and by datagrams. */
@NullMarked
package dev.pushmark.scenarios.transport.webtransport;

import org.jspecify.annotations.NullMarked;
