/** A run for people: the page, the Markdown summary, the table for a terminal. */
@NullMarked
package dev.pushmark.results.report;

import org.jspecify.annotations.NullMarked;
