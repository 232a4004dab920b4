package dev.pushmark.scenarios.transport;

import java.net.URI;

/**
 * Where the server is.
 *
 * @param host name or address
 * @param port TCP port
 * @param prefix path in front of every path, without a slash at its end; often empty
 */
public record Endpoint(String host, int port, String prefix) {

  /**
   * The endpoint of a base address.
   *
   * @throws IllegalArgumentException if it is not {@code http://HOST[:PORT][/PREFIX]}
   */
  public static Endpoint of(URI url) {
    if (!"http".equals(url.getScheme())
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException("url must be http://HOST[:PORT][/PREFIX], was " + url);
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return new Endpoint(url.getHost(), url.getPort() < 0 ? 80 : url.getPort(), path);
  }

  /** Host and port as in a {@code Host} header. */
  public String authority() {
    return host + ":" + port;
  }
}
