/** Clients that take another way where the first is blocked. */
@NullMarked
package dev.pushmark.scenarios.fallback;

import org.jspecify.annotations.NullMarked;
