/** What is done to a server, and how it is measured. */
@NullMarked
package dev.pushmark.scenarios;

import org.jspecify.annotations.NullMarked;
