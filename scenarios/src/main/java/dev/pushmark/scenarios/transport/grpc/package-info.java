/** gRPC server streaming, without a library of gRPC or protobuf in between. */
@NullMarked
package dev.pushmark.scenarios.transport.grpc;

import org.jspecify.annotations.NullMarked;
