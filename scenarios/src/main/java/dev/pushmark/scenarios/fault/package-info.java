/** What goes wrong between clients and a server, when, to whom, and the proxy that does it. */
@NullMarked
package dev.pushmark.scenarios.fault;

import org.jspecify.annotations.NullMarked;
