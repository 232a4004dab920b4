package dev.pushmark.server.wire;

import dev.pushmark.server.access.AccessException;
import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.Permission;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is let in: its origin, its bearer token (RFC 6750: a header, or where
 * browsers allow none the parameter {@code access_token} of a GET), and room for one more room.
 */
final class Admission {
  private static final String ACCESS_TOKEN = "access_token";
  private static final String SCHEME = "Bearer ";

  private final ServerState state;

  Admission(ServerState state) {
    this.state = state;
  }

  /** The request's origin, when it comes from a page that may talk to this server. */
  @Nullable String origin(HttpRequest request) throws RequestException {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    try {
      state.access().origins().check(origin, request.headers().get(HttpHeaderNames.HOST));
    } catch (AccessException e) {
      throw refused(e);
    }
    return origin;
  }

  Grant admit(
      HttpRequest request,
      RequestTarget target,
      Permission needed,
      @Nullable String room,
      String address)
      throws RequestException {
    Grant grant;
    try {
      grant = state.access().admit(needed, token(request, target), room, address);
    } catch (AccessException e) {
      throw refused(e);
    }
    if (room != null && !state.rooms().admits(room)) {
      throw new RequestException(
          HttpResponseStatus.SERVICE_UNAVAILABLE, "there are too many rooms already");
    }
    return grant;
  }

  private static @Nullable String token(HttpRequest request, RequestTarget target)
      throws RequestException {
    String header = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    boolean reading = request.method().equals(HttpMethod.GET);
    String parameter = reading ? target.parameter(ACCESS_TOKEN) : null;
    if (header == null) {
      return parameter;
    }
    if (parameter != null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw RequestException.badRequest("one bearer token can be given, in one way");
    }
    return header.substring(SCHEME.length()).trim();
  }

  /** As RFC 6750, section 3.1, words it. */
  static RequestException refused(AccessException e) {
    return switch (e.reason()) {
      case NO_TOKEN -> challenge(e, "Bearer");
      case BAD_TOKEN -> challenge(e, "Bearer error=\"invalid_token\"");
      case NOT_PERMITTED, FOREIGN_ORIGIN ->
          new RequestException(HttpResponseStatus.FORBIDDEN, e.text());
    };
  }

  private static RequestException challenge(AccessException e, String challenge) {
    return new RequestException(HttpResponseStatus.UNAUTHORIZED, e.text())
        .with(HttpHeaderNames.WWW_AUTHENTICATE, challenge);
  }
}
