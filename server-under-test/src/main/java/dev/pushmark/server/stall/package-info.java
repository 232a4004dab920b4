/** When the server's process stood still, for whoever measures it. */
@NullMarked
package dev.pushmark.server.stall;

import org.jspecify.annotations.NullMarked;
