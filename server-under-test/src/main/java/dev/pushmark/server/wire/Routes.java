package dev.pushmark.server.wire;

import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint serves a path: {@code /rooms/{room}/LEAF}, or a path of its own. HEAD goes where
 * GET goes. Paths are taken as they are written: nothing is percent-decoded.
 *
 * @param leaves per leaf, the routes by method
 * @param paths per whole path, the routes by method
 * @param refusals per media type, how those who send it on a stream are refused, whatever path they
 *     ask for
 */
public record Routes(
    Map<String, Map<HttpMethod, Route>> leaves,
    Map<String, Map<HttpMethod, Route>> paths,
    Map<String, Refusals> refusals) {
  private static final String ROOMS = "/rooms/";
  private static final int MAX_ROOM_CHARS = 128;

  /** Everybody is refused in HTTP's own words. */
  public Routes(
      Map<String, Map<HttpMethod, Route>> leaves, Map<String, Map<HttpMethod, Route>> paths) {
    this(leaves, paths, Map.of());
  }

  /** The routes to one resource. */
  record Resource(@Nullable String room, Map<HttpMethod, Route> routes) {
    @Nullable Route route(HttpMethod method) {
      return routes.get(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
    }
  }

  Resource find(String path) throws RequestException {
    Map<HttpMethod, Route> own = paths.get(path);
    if (own != null) {
      return new Resource(null, own);
    }
    int slash = path.lastIndexOf('/');
    if (!path.startsWith(ROOMS) || slash < ROOMS.length()) {
      throw notFound();
    }
    Map<HttpMethod, Route> leaf = leaves.get(path.substring(slash + 1));
    if (leaf == null) {
      throw notFound();
    }
    String room = path.substring(ROOMS.length(), slash);
    checkRoomName(room);
    return new Resource(room, leaf);
  }

  /** How a request of this media type is refused. */
  Refusals refusals(@Nullable CharSequence mediaType) {
    Refusals own = mediaType == null ? null : refusals.get(mediaType.toString());
    return own == null ? Refusals.HTTP : own;
  }

  private static RequestException notFound() {
    return new RequestException(NOT_FOUND, "no such resource");
  }

  /**
   * Passes when a room may be called so.
   *
   * @throws RequestException when not
   */
  public static void checkRoomName(String name) throws RequestException {
    if (!isRoomName(name)) {
      throw RequestException.badRequest(
          "a room's name must be 1 to " + MAX_ROOM_CHARS + " characters of A-Z a-z 0-9 . _ -");
    }
  }

  /** Whether a room may be called so. */
  public static boolean isRoomName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_ROOM_CHARS
        && name.chars().allMatch(Routes::isRoomChar);
  }

  private static boolean isRoomChar(int c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  }
}
