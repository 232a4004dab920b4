package dev.pushmark.server.grpc;

import static io.netty.handler.codec.http.HttpResponseStatus.NOT_IMPLEMENTED;

import dev.pushmark.server.wire.RequestException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param after the id of the event behind which to begin; null for the room's tail
 */
record SubscribeRequest(String room, @Nullable String after) {
  /** More than any room's name and any id take. */
  static final int MAX_BYTES = 4096;

  private static final int ROOM = 1;
  private static final int AFTER = 2;

  /** The one message of a request's body, which is read up to its end. */
  static SubscribeRequest read(ByteBuf body) throws RequestException {
    if (body.readableBytes() < Frame.HEADER_BYTES) {
      throw RequestException.badRequest("the request holds no message");
    }
    if (body.readByte() != Frame.PLAIN) {
      throw new RequestException(NOT_IMPLEMENTED, "compressed messages are not understood");
    }
    if (body.readUnsignedInt() != body.readableBytes()) {
      throw RequestException.badRequest("the request must hold one whole message");
    }
    String room = "";
    String after = "";
    while (body.isReadable()) {
      long tag = Protobuf.readVarint(body);
      if (tag == Protobuf.tag(ROOM, Protobuf.LENGTH_DELIMITED)) {
        room = Protobuf.readString(body);
      } else if (tag == Protobuf.tag(AFTER, Protobuf.LENGTH_DELIMITED)) {
        after = Protobuf.readString(body);
      } else {
        Protobuf.skip(body, tag);
      }
    }
    return new SubscribeRequest(room, after.isEmpty() ? null : after);
  }
}
