/** The static site of all published runs: checks their folders, copies them, and leads to them. */
@NullMarked
package dev.pushmark.results.site;

import org.jspecify.annotations.NullMarked;
