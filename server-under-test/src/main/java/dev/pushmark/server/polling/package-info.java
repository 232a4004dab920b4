/** Plain HTTP requests and answers: publish, refresh, short and long polling. */
@NullMarked
package dev.pushmark.server.polling;

import org.jspecify.annotations.NullMarked;
