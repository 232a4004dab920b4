/** The ways of reading a room, each as a plain JDK client, for tests that only want to read. */
@NullMarked
package dev.pushmark.server.reading;

import org.jspecify.annotations.NullMarked;
