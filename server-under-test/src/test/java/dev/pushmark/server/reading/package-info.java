/**
 * The ways of reading a room, each as a plain JDK client, for the contract that all of them keep.
 */
@NullMarked
package dev.pushmark.server.reading;

import org.jspecify.annotations.NullMarked;
