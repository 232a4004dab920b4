/** What our receiving costs and adds, beside Gatling's own and a bare Netty client. */
@NullMarked
package dev.pushmark.bench.micro.receivers;

import org.jspecify.annotations.NullMarked;
