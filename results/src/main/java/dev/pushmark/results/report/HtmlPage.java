package dev.pushmark.results.report;

import dev.pushmark.results.compare.Summary;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.SweepRun;
import dev.pushmark.results.trend.Trend;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;

/**
 * Pages such as {@code report.html}: each one self-contained file that needs no network. What their
 * scripts draw is there without them, too.
 */
public final class HtmlPage {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          HtmlPage.class.getClassLoader(),
          "dev.pushmark.results.report.templates");

  private HtmlPage() {}

  /** The whole file. */
  public static String of(Summary summary, Environment environment) {
    return of(summary, environment, Map.of());
  }

  /** The same with the checksums (SHA-256, hexadecimal) of files beside it, by their names. */
  public static String of(Summary summary, Environment environment, Map<String, String> checksums) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("report.jte", Page.of(summary, environment, checksums), html);
    return html.toString();
  }

  /** That of a gate. */
  public static String of(GateRun run) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("gate.jte", GatePage.of(run), html);
    return html.toString();
  }

  /** That of a calibration. */
  public static String of(Calibration calibration) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("calibration.jte", CalibrationPage.of(calibration), html);
    return html.toString();
  }

  /** That of what transports cost; says so where the run did not come to its end. */
  public static String of(CostRun run) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("cost.jte", CostPage.of(run), html);
    return html.toString();
  }

  /** That of an experiment; says so where it did not come to its end. */
  public static String of(ExperimentRun run) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("experiment.jte", ExperimentPage.of(run), html);
    return html.toString();
  }

  /** That of several experiments. */
  public static String of(List<ExperimentIndexPage.Entry> experiments) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("experiments.jte", ExperimentIndexPage.of(experiments), html);
    return html.toString();
  }

  /** That of a comparison over several networks; says so where it did not come to its end. */
  public static String of(SweepRun run) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("sweep.jte", SweepPage.of(run), html);
    return html.toString();
  }

  /** That of how figures went. */
  public static String of(Trend trend) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("trend.jte", TrendPage.of(trend), html);
    return html.toString();
  }
}
