@NullMarked
package dev.pushmark.server.compression;

import org.jspecify.annotations.NullMarked;
