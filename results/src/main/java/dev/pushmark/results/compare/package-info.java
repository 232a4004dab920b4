/** What the rounds of a run say together: figures per transport, verdicts in words. */
@NullMarked
package dev.pushmark.results.compare;

import org.jspecify.annotations.NullMarked;
