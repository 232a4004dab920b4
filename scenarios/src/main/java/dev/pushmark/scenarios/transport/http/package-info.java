/** Publishing by HTTP POST. */
@NullMarked
package dev.pushmark.scenarios.transport.http;

import org.jspecify.annotations.NullMarked;
