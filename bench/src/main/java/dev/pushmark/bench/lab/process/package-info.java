/** Child processes: how they are started, pinned and, whatever happens, ended. */
@NullMarked
package dev.pushmark.bench.lab.process;

import org.jspecify.annotations.NullMarked;
