package dev.pushmark.server.wire;

import static io.netty.handler.codec.http.HttpResponseStatus.EXPECTATION_FAILED;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NO_CONTENT;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_URI_TOO_LONG;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.Permission;
import dev.pushmark.server.access.RoomPatterns;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Map;
import java.util.TreeSet;

/** Finds who serves a request, and refuses what is no proper request. */
final class Router {
  private static final String CORS_HEADERS =
      "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID";

  private final Routes routes;
  private final Admission admission;

  Router(Routes routes, ServerState state) {
    this.routes = routes;
    this.admission = new Admission(state);
  }

  /**
   * The exchange that a request's head begins. A wrong path, method or parameter, or a want of
   * permission is answered when the whole request has come; the connection lives on.
   *
   * @throws RequestException when what follows on this connection cannot be relied upon
   */
  Exchange begin(Carrier carrier, HttpRequest request) throws RequestException {
    check(request, carrier instanceof HttpStream);
    try {
      String origin = admission.origin(request);
      RequestTarget target = RequestTarget.parse(request.uri());
      Routes.Resource resource = routes.find(target.path());
      Route route = resource.route(request.method());
      if (route == null) {
        route = new Route(Permission.NONE, x -> x.answer(otherMethod(request.method(), resource)));
      }
      Grant grant =
          admission.admit(request, target, route.needed(), resource.room(), carrier.peerAddress());
      return new Exchange(carrier, request, target, origin, resource.room(), grant, route);
    } catch (RequestException e) {
      RequestTarget nowhere = new RequestTarget("", Map.of());
      Grant nothing = new Grant("", RoomPatterns.NONE, RoomPatterns.NONE, Grant.NEVER);
      Route refusal = new Route(Permission.NONE, exchange -> refuse(e));
      return new Exchange(carrier, request, nowhere, null, null, nothing, refusal);
    }
  }

  /** How whoever sends this request is refused. */
  Refusals refusals(HttpRequest request) {
    return routes.refusals(HttpUtil.getMimeType(request));
  }

  private static void refuse(RequestException reason) throws RequestException {
    throw reason;
  }

  private void check(HttpRequest request, boolean stream) throws RequestException {
    if (request.decoderResult().isFailure()) {
      throw malformed(request.decoderResult().cause());
    }
    boolean http11 = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    if (!stream && !http11 && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      throw RequestException.badRequest("only HTTP/1.1 and HTTP/1.0 are spoken here");
    }
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || (http11 && hosts == 0)) {
      throw RequestException.badRequest("an HTTP/1.1 request has exactly one Host header");
    }
    String expect = request.headers().get(HttpHeaderNames.EXPECT);
    if (expect != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect)) {
      throw new RequestException(EXPECTATION_FAILED, "only 100-continue can be expected");
    }
  }

  private static RequestException malformed(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new RequestException(REQUEST_URI_TOO_LONG, "the request line is too long");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new RequestException(REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too large");
    }
    return RequestException.badRequest("the request is malformed");
  }

  private static FullHttpResponse otherMethod(HttpMethod method, Routes.Resource resource) {
    boolean preflight = method.equals(HttpMethod.OPTIONS);
    TreeSet<String> allowed = new TreeSet<>();
    allowed.add("OPTIONS");
    for (HttpMethod known : resource.routes().keySet()) {
      allowed.add(known.name());
      if (known.equals(HttpMethod.GET)) {
        allowed.add("HEAD");
      }
    }
    String allow = String.join(", ", allowed);
    FullHttpResponse response =
        preflight
            ? Answers.empty(NO_CONTENT)
            : Answers.error(METHOD_NOT_ALLOWED, "only " + allow + " can be done here");
    response.headers().set(HttpHeaderNames.ALLOW, allow);
    if (preflight) {
      response
          .headers()
          .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, allow)
          .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, CORS_HEADERS)
          .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");
    }
    return response;
  }
}
