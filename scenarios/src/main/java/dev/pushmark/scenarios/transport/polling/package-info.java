/** Refresh, short polling and long polling. */
@NullMarked
package dev.pushmark.scenarios.transport.polling;

import org.jspecify.annotations.NullMarked;
