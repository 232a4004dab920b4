/** Who may do what, and how much of it: tokens, origins, limits. Knows nothing of any transport. */
@NullMarked
package dev.pushmark.server.access;

import org.jspecify.annotations.NullMarked;
