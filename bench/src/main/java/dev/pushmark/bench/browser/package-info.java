/** A real browser, headless, that is driven from outside and whose page subscribes and measures. */
@NullMarked
package dev.pushmark.bench.browser;

import org.jspecify.annotations.NullMarked;
