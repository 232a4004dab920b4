/** What a server pays to bring a burst of events to many WebSockets. */
@NullMarked
package dev.pushmark.bench.micro.fanout;

import org.jspecify.annotations.NullMarked;
