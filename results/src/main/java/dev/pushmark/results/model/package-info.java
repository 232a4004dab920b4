/** The plain records of a run: what was asked, where it ran, what came out. */
@NullMarked
package dev.pushmark.results.model;

import org.jspecify.annotations.NullMarked;
