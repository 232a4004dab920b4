package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.results.site.Site;
import dev.pushmark.results.site.SiteRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pushmark site}. */
@Command(
    name = "site",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Builds a static site of all published runs.",
    descriptionHeading = "%n",
    description = {
      "A list with filters, each run's page and raw data, any two runs beside each",
      "other, trends, a page on how to read them, and the data for programs. It works",
      "from disk and on any web server.",
      "",
      "Every folder is checked first: its checksums, its format, that the run came to",
      "its end and has a valid round. If one is not as it should be, it is named and",
      "nothing is written. An older site is replaced as a whole, when the new one is",
      "ready.",
      ""
    },
    parameterListHeading = "Where runs are:%n",
    optionListHeading = "Options:%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  pushmark site",
      "  pushmark site results/published --out public",
      "",
      "Exit codes%n"
          + "  0  the site is there%n"
          + "  2  the command was not understood, or a folder is not as it should be%n"
          + "  4  a file could not be read or written"
    },
    exitCodeOnExecutionException = Conclusion.INVALID)
final class SiteCommand implements Callable<Integer> {
  private static final String FROM = "results/published";
  private static final String TO = "results/site";

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "The folder that holds the runs' folders (" + FROM + " where Pushmark is).")
  private @Nullable Path published;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The site's folder: not there yet, empty, or an older site ("
              + TO
              + " where Pushmark is).")
  private @Nullable Path out;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path from = published != null ? published : Build.home().resolve(FROM);
    Path to = out != null ? out : Build.home().resolve(TO);
    if (!Files.isDirectory(from)) {
      throw new ParameterException(
          spec.commandLine(), "FOLDER must be a folder that exists, was " + from);
    }
    try {
      Site.Built built = Site.write(from, to);
      PrintWriter text = spec.commandLine().getOut();
      text.println("Site   " + Measuring.shown(built.folder().resolve("index.html")));
      text.println("Runs   " + built.runs());
      text.println("Trends " + built.trends());
      text.flush();
      return Conclusion.DONE;
    } catch (SiteRefusedException e) {
      PrintWriter text = spec.commandLine().getErr();
      e.reasons().forEach(reason -> text.println("pushmark: " + onOneLine(reason)));
      text.println("No site was written.");
      text.flush();
      return Conclusion.USAGE;
    }
  }

  /** A folder's name may hold anything. */
  private static String onOneLine(String reason) {
    return reason.replaceAll("\\p{Cntrl}", "?");
  }
}
