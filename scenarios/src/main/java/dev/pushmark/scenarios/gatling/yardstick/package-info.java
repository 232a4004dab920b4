/** Other ways to receive what our protocol receives, to be measured beside it. */
@NullMarked
package dev.pushmark.scenarios.gatling.yardstick;

import org.jspecify.annotations.NullMarked;
