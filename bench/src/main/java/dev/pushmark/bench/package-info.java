/** The command line that ties the modules together. */
@NullMarked
package dev.pushmark.bench;

import org.jspecify.annotations.NullMarked;
