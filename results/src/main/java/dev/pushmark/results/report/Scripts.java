package dev.pushmark.results.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a page runs where scripts are on: uPlot (MIT licence), and ours. */
final class Scripts {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  /** The style sheet of uPlot. */
  static final String STYLE = text(UPLOT + "dist/uPlot.min.css");

  /** The library with its licence, and what draws the report's charts. */
  static final String REPORT =
      "/*\n"
          + text(UPLOT + "LICENSE")
          + "*/\n"
          + text(UPLOT + "dist/uPlot.iife.min.js")
          + text("/dev/pushmark/results/report/report.js");

  private Scripts() {}

  private static String text(String resource) {
    try (InputStream in = Scripts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing from the class path: " + resource);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (text.contains("</script") || text.contains("</style")) {
        throw new IllegalStateException("cannot stand in a page: " + resource);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
