/** The one place that knows every transport by name. */
@NullMarked
package dev.pushmark.scenarios.registry;

import org.jspecify.annotations.NullMarked;
