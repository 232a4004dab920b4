/** The reference real-time server: one event stream, every transport. */
@NullMarked
package dev.pushmark.server;

import org.jspecify.annotations.NullMarked;
