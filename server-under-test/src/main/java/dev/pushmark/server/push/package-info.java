/** HTTP/2 server push: each event is the answer to a request that the server makes up itself. */
@NullMarked
package dev.pushmark.server.push;

import org.jspecify.annotations.NullMarked;
