/** The server against clients that others wrote. */
@NullMarked
package dev.pushmark.server.clients;

import org.jspecify.annotations.NullMarked;
