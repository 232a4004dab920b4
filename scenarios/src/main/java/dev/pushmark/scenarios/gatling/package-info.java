/** The Gatling protocol and simulations; nothing else in Pushmark sees Gatling. */
@NullMarked
package dev.pushmark.scenarios.gatling;

import org.jspecify.annotations.NullMarked;
