/** What one subscriber that stops reading does to the others, and to the server's memory. */
@NullMarked
package dev.pushmark.bench.micro.slow;

import org.jspecify.annotations.NullMarked;
