/**
 * Clients that send random and nearly right bytes, and what must hold of a server that meets them.
 */
@NullMarked
package dev.pushmark.server.fuzz;

import org.jspecify.annotations.NullMarked;
