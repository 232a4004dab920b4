package dev.pushmark.server.grpc;

import static io.netty.handler.codec.http.HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.Permission;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Room;
import dev.pushmark.server.room.Rooms;
import dev.pushmark.server.wire.Endpoint;
import dev.pushmark.server.wire.Exchange;
import dev.pushmark.server.wire.Refusals;
import dev.pushmark.server.wire.RequestException;
import dev.pushmark.server.wire.Route;
import dev.pushmark.server.wire.Routes;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.Map;

/**
 * {@code pushmark.Rooms/Subscribe}, as {@code pushmark.proto} describes it (gRPC over HTTP/2,
 * github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
 */
public record SubscribeEndpoint(Rooms rooms, Duration heartbeat) implements Endpoint {
  public static final String PATH = "/pushmark.Rooms/Subscribe";

  /** Of calls, whatever their path, that are made in what is understood here. */
  public static final Map<String, Refusals> REFUSALS =
      Map.of("application/grpc", Status::refusal, "application/grpc+proto", Status::refusal);

  private static final int HTTP_2 = 2;

  /** The room stands in the message: who may read it is asked when that is there. */
  public Route route() {
    return new Route(Permission.NONE, this, SubscribeRequest.MAX_BYTES);
  }

  @Override
  public void serve(Exchange exchange) throws RequestException {
    checkProtocol(exchange);
    Duration timeout = CallTimeout.parse(exchange.headers().get(CallTimeout.HEADER));
    SubscribeRequest request = SubscribeRequest.read(exchange.body());
    String name = request.room();
    Routes.checkRoomName(name);
    Grant grant = exchange.admit(Permission.READ, name);
    Room room = rooms.get(name);
    EventId after = Exchange.place(room, "after", request.after());
    EventId place = after == null ? room.end() : after; // before the client can know that it reads
    GrpcConnection connection = new GrpcConnection(exchange.loop(), grant, heartbeat);
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, OK);
    describe(head.headers());
    exchange.takeOver(head, connection);
    connection.start(name, place, timeout);
  }

  private static void checkProtocol(Exchange exchange) throws RequestException {
    if (exchange.version().majorVersion() != HTTP_2) {
      throw new RequestException(
          HTTP_VERSION_NOT_SUPPORTED,
          "gRPC is spoken over HTTP/2 only, begun with its preface or agreed upon in TLS");
    }
    String type = exchange.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    if (!REFUSALS.containsKey(String.valueOf(HttpUtil.getMimeType(type)))) {
      throw new RequestException(
          UNSUPPORTED_MEDIA_TYPE, "a call must have content type application/grpc[+proto]");
    }
  }

  static void describe(HttpHeaders headers) {
    headers
        .set(HttpHeaderNames.CONTENT_TYPE, "application/grpc")
        .set("grpc-accept-encoding", "identity");
  }
}
