package dev.pushmark.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;

/** The one page of a browser that is driven from outside. Thread safe. */
public interface BrowserPage extends AutoCloseable {
  /**
   * Opens an address. Its document need not be there when this returns, which {@link #evaluate}
   * tells.
   *
   * @throws BrowserException if the browser says that it cannot
   */
  void visit(URI address) throws IOException, InterruptedException;

  /**
   * The value of a script, that of its last expression, awaited if it is a promise.
   *
   * @throws BrowserException if it throws, the answer takes too long or the browser is gone
   */
  JsonNode evaluate(String script) throws IOException, InterruptedException;

  /** Lets go of the page; the browser runs on. */
  @Override
  void close();
}
