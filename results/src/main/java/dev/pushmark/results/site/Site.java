package dev.pushmark.results.site;

import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Builds the site of all published runs. One build at a time may write to a folder. Each run's
 * distributions are read once and held no longer than it takes to get their figures; only the few
 * runs that examples come from are read again.
 */
public final class Site {
  private static final String SCHEMA = "schema.json";

  private Site() {}

  /**
   * What was built.
   *
   * @param folder where it lies
   * @param runs how many runs it shows
   * @param trends how many pages of trends it has
   */
  public record Built(Path folder, int runs, int trends) {}

  /**
   * Checks every folder in {@code published}, then writes the site. It takes the place of an older
   * one only when it is whole: what fails or is killed before leaves that as it was.
   *
   * @throws SiteRefusedException if a folder is not what was published, there is none, or {@code
   *     out} holds something else than an older site; nothing was written then
   */
  public static Built write(Path published, Path out) throws IOException, SiteRefusedException {
    OutputFolder output = OutputFolder.at(out, published);
    List<PublishedRun> runs = PublishedRun.all(published);
    SiteData data = SiteData.of(runs);
    List<TrendLink> trends = TrendLink.of(runs);
    try (OutputFolder.Draft draft = output.draft()) {
      Path folder = draft.folder();
      for (PublishedRun run : runs) {
        copy(run.folder(), folder.resolve("runs").resolve(run.name()));
      }
      data(folder, data);
      for (TrendLink link : trends) {
        if (link.page().isPresent()) {
          Files.writeString(folder.resolve(link.href()), link.page().get());
        }
      }
      Files.writeString(folder.resolve("index.html"), SitePage.index(IndexPage.of(data, trends)));
      Files.writeString(folder.resolve("compare.html"), SitePage.compare());
      Files.writeString(folder.resolve("how-to-read.html"), SitePage.reading(ReadingPage.of(runs)));
      draft.publish();
    }
    int pages = (int) trends.stream().filter(link -> link.page().isPresent()).count();
    return new Built(output.folder(), runs.size(), pages);
  }

  /**
   * The same content twice: as JSON for programs, and as a script, since a page that was opened
   * from disk may load nothing else.
   */
  private static void data(Path folder, SiteData data) throws IOException {
    String json = Json.line(data);
    Files.writeString(folder.resolve("data.json"), json + "\n");
    Files.writeString(folder.resolve("data.js"), "window.pushmark = " + inScript(json) + ";\n");
    try (InputStream schema = Site.class.getResourceAsStream(SCHEMA)) {
      if (schema == null) {
        throw new IllegalStateException(SCHEMA + " is part of every build");
      }
      Files.copy(schema, folder.resolve(SCHEMA));
    }
  }

  /** JSON in which nothing can end a script or a line of it, wherever it is put. */
  static String inScript(String json) {
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
