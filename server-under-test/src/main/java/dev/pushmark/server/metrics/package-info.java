/** What the server counts, and how it is read from outside. */
@NullMarked
package dev.pushmark.server.metrics;

import org.jspecify.annotations.NullMarked;
