/** Run folders: their JSON, their tables, their histogram logs, their checksums. */
@NullMarked
package dev.pushmark.results.store;

import org.jspecify.annotations.NullMarked;
