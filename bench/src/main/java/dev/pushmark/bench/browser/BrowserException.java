package dev.pushmark.bench.browser;

import java.io.IOException;

/** The browser, or its page, did not do what it was asked; says so in one line. */
public final class BrowserException extends IOException {
  private static final long serialVersionUID = 1L;

  BrowserException(String message) {
    super(message.lines().findFirst().orElse("it did not say why"));
  }
}
