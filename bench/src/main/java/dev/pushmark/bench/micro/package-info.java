/** What small things cost: JMH benchmarks, each with a plain baseline beside it. */
@NullMarked
package dev.pushmark.bench.micro;

import org.jspecify.annotations.NullMarked;
