/** The clients' side of every transport, behind one small interface. */
@NullMarked
package dev.pushmark.scenarios.transport;

import org.jspecify.annotations.NullMarked;
