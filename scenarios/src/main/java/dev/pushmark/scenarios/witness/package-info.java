/**
 * An independent, lightly loaded client that watches a few subscribers' places while the injector
 * loads the server, to tell whether the injector or the server was measured.
 */
@NullMarked
package dev.pushmark.scenarios.witness;

import org.jspecify.annotations.NullMarked;
