/** gRPC: one call whose answer is a stream of protobuf messages, over HTTP/2. */
@NullMarked
package dev.pushmark.server.grpc;

import org.jspecify.annotations.NullMarked;
