package dev.pushmark.scenarios.transport;

import java.net.URI;

/**
 * Where the server is.
 *
 * @param host name or address
 * @param port TCP port
 * @param prefix path in front of every path, without a slash at its end; often empty
 * @param tls whether connections are secured
 */
public record Endpoint(String host, int port, String prefix, boolean tls) {
  private static final String SECURE = "https";

  /** Of connections in cleartext. */
  public Endpoint(String host, int port, String prefix) {
    this(host, port, prefix, false);
  }

  /**
   * The endpoint of a base address.
   *
   * @throws IllegalArgumentException if it is not {@code http[s]://HOST[:PORT][/PREFIX]}
   */
  public static Endpoint of(URI url) {
    boolean tls = SECURE.equals(url.getScheme());
    if ((!tls && !"http".equals(url.getScheme()))
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException("url must be http[s]://HOST[:PORT][/PREFIX], was " + url);
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    return new Endpoint(url.getHost(), port, path, tls);
  }

  /** Host and port as in a {@code Host} header. */
  public String authority() {
    return host + ":" + port;
  }
}
