/**
 * Compression whose results do not depend on who gets them: what is compressed once goes to
 * everybody.
 */
@NullMarked
package dev.pushmark.server.compression;

import org.jspecify.annotations.NullMarked;
