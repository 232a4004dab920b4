package dev.pushmark.results.model;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The server under test.
 *
 * @param url base address of a server that runs already, or null for the reference server, which is
 *     then started anew for each round
 */
public record Server(@Nullable URI url) {
  public Server {
    if (url != null) {
      Check.that(
          "http".equals(url.getScheme()) && url.getHost() != null,
          "url",
          "http://HOST[:PORT]",
          url);
    }
  }
}
