package dev.pushmark.server.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which pages a browser may talk to this server (the {@code Origin} header, RFC 6454): those
 * that it served itself, those of this machine, and those named. Programs that are no browsers send
 * no origin and are not concerned.
 *
 * @param allowed origins as browsers write them, or {@code *} for all
 */
public record Origins(Set<String> allowed) {
  /** The server's own pages and those of this machine. */
  public static final Origins DEFAULT = new Origins(Set.of());

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public Origins {
    for (String origin : allowed) {
      if (!origin.equals("*") && !isOrigin(origin)) {
        throw new IllegalArgumentException(
            "--allow-origin must be SCHEME://HOST[:PORT] or *, was " + origin);
      }
    }
    allowed = Set.copyOf(allowed);
  }

  /**
   * Checks a request's origin.
   *
   * @param host the {@code Host} header, which names the server as the client sees it
   * @throws AccessException when it is a foreign one
   */
  public void check(@Nullable String origin, @Nullable String host) throws AccessException {
    if (origin == null || allowed.contains("*") || allowed.contains(origin)) {
      return;
    }
    URI uri = parse(origin);
    if (uri == null || uri.getHost() == null) {
      throw foreign();
    }
    boolean own = host != null && host.toLowerCase(Locale.ROOT).equals(uri.getRawAuthority());
    boolean local = LOOPBACK.contains(uri.getHost()) && isLoopback(host);
    if (!own && !local) {
      throw foreign();
    }
  }

  /** A name that is made to point here (DNS rebinding) is not this machine's own. */
  private static boolean isLoopback(@Nullable String host) {
    URI uri = host == null ? null : parse("http://" + host);
    return uri != null && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
  }

  private static boolean isOrigin(String text) {
    URI uri = parse(text);
    return uri != null
        && uri.getScheme() != null
        && uri.getHost() != null
        && uri.getRawPath().isEmpty()
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && uri.getRawUserInfo() == null;
  }

  private static @Nullable URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static AccessException foreign() {
    return new AccessException(
        AccessException.Cause.FOREIGN_ORIGIN, "pages of this origin are not allowed here");
  }
}
