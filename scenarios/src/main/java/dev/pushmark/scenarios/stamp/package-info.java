/** The short token inside each payload that tells when its event was to be sent. */
@NullMarked
package dev.pushmark.scenarios.stamp;

import org.jspecify.annotations.NullMarked;
