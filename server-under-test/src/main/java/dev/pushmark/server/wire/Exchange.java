package dev.pushmark.server.wire;

import dev.pushmark.server.access.AccessException;
import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.Permission;
import dev.pushmark.server.metrics.TransportMeters;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Room;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** One whole request and the way to answer it, once. Confined to the connection's event loop. */
public final class Exchange {
  /**
   * In answers that open what no text can stand in front of: the id of the event behind which the
   * events begin, so that a client that is cut off before the first of them can resume.
   */
  public static final AsciiString LAST_EVENT_ID = AsciiString.cached("last-event-id");

  /** Whoever answers later. */
  public interface Parked {
    /** The server shuts down: answer now. */
    void drain();

    /** The client has gone: nothing is left to answer. */
    void abandon();
  }

  private final Carrier carrier;
  private final HttpRequest request;
  private final RequestTarget target;
  private final @Nullable String origin;
  private final @Nullable String room;
  private final Grant grant;
  private final Route route;
  private @Nullable ByteBuf body;

  Exchange(
      Carrier carrier,
      HttpRequest request,
      RequestTarget target,
      @Nullable String origin,
      @Nullable String room,
      Grant grant,
      Route route) {
    this.carrier = carrier;
    this.request = request;
    this.target = target;
    this.origin = origin;
    this.room = room;
    this.grant = grant;
    this.route = route;
  }

  void serve() throws RequestException {
    route.endpoint().serve(this);
  }

  public LoopContext loop() {
    return carrier.loop();
  }

  /** Where this is counted. */
  public TransportMeters meters() {
    return carrier.meters();
  }

  public HttpMethod method() {
    return request.method();
  }

  public boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  public HttpVersion version() {
    return request.protocolVersion();
  }

  public HttpHeaders headers() {
    return request.headers();
  }

  /** The page's origin, when a browser sent the request for one. */
  @Nullable String origin() {
    return origin;
  }

  /** What whoever sent the request may do. */
  public Grant grant() {
    return grant;
  }

  /**
   * Passes when the grant is enough for this exchange's room.
   *
   * @throws RequestException when it is not
   */
  public void require(Permission needed) throws RequestException {
    try {
      loop().access().check(grant, needed, room);
    } catch (AccessException e) {
      throw Admission.refused(e);
    }
  }

  /**
   * What whoever sent the request may do with a room that it names itself, where the path names
   * none.
   *
   * @throws RequestException when that is not enough, or there are too many rooms already
   */
  public Grant admit(Permission needed, String named) throws RequestException {
    return loop().admission().admit(request, target, needed, named, carrier.peerAddress());
  }

  /** The name of the room that the path names; only for endpoints of a room. */
  public String room() {
    if (room == null) {
      throw new IllegalStateException("this path names no room");
    }
    return room;
  }

  /** A parameter of the query, percent-decoded. */
  public @Nullable String parameter(String name) throws RequestException {
    return target.parameter(name);
  }

  /** A parameter that says yes when it is {@code 1}; nothing else is allowed. */
  public boolean flag(String name) throws RequestException {
    String value = parameter(name);
    if (value != null && !value.equals("1")) {
      throw RequestException.badRequest(name + " must be 1 when given");
    }
    return value != null;
  }

  /**
   * The place in {@code room} that {@code text}, found under {@code name}, writes; null when there
   * is none.
   */
  public static @Nullable EventId place(Room room, String name, @Nullable String text)
      throws RequestException {
    if (text == null) {
      return null;
    }
    EventId place = EventId.parse(text);
    if (place == null) {
      throw RequestException.badRequest(name + " must be EPOCH-OFFSET, was " + text);
    }
    if (room.isAhead(place)) {
      throw RequestException.badRequest(name + " is ahead of the room, was " + text);
    }
    return place;
  }

  /** How large the body may be. */
  int maxBodyBytes() {
    return Math.max(loop().limits().eventBytes(), route.maxBodyBytes());
  }

  /** Whether answers that the client has not asked for can be pushed beside this one. */
  public boolean acceptsPushes() {
    return PushStreams.areAccepted(carrier.context().channel());
  }

  /** The body; valid until the exchange is answered or taken over. */
  public ByteBuf body() {
    return body == null ? Unpooled.EMPTY_BUFFER : body;
  }

  void body(ByteBuf whole) {
    body = whole;
  }

  void release() {
    if (body != null) {
      body.release();
      body = null;
    }
  }

  boolean keepsAlive() {
    return HttpUtil.isKeepAlive(request) && !loop().isDraining();
  }

  public void answer(FullHttpResponse response) {
    carrier.answer(this, response);
  }

  /** To be answered later. */
  public void park(Parked parked) {
    carrier.park(parked);
  }

  /**
   * Sends the head of an answer and hands the channel over: from then on the {@code successor}, and
   * the handlers before it, read and write the bytes, and nothing of HTTP is left in between.
   */
  public void takeOver(HttpResponse head, Connection successor, ChannelHandler... before) {
    carrier.takeOver(this, head, successor, before);
  }
}
