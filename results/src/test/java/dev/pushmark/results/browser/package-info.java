/** Pages as a reader's browser shows them. */
@NullMarked
package dev.pushmark.results.browser;

import org.jspecify.annotations.NullMarked;
