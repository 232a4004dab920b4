package dev.pushmark.results.site;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The pages of the site's own; each is one file, but that {@code compare.html} needs the data. */
final class SitePage {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          SitePage.class.getClassLoader(),
          "dev.pushmark.results.report.templates");

  private SitePage() {}

  /** The list of runs. */
  static String index(IndexPage page) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("site/index.jte", page, html);
    return html.toString();
  }

  /** Two runs beside each other, by a script. */
  static String compare() {
    StringOutput html = new StringOutput();
    TEMPLATES.render("site/compare.jte", Map.of(), html);
    return html.toString();
  }

  /** What figures mean, by examples. */
  static String reading(ReadingPage page) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("site/reading.jte", page, html);
    return html.toString();
  }
}
