/** HTTP/2 server push. */
@NullMarked
package dev.pushmark.scenarios.transport.push;

import org.jspecify.annotations.NullMarked;
