package dev.pushmark.results.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a site goes: a folder that is empty, not there yet, or holds an older site and nothing
 * else. A new site is drafted beside it.
 */
final class OutputFolder {
  private static final String MARKER = ".pushmark-site";
  private static final Pattern OURS =
      Pattern.compile(
          "\\.pushmark-site|index\\.html|compare\\.html|how-to-read\\.html|trend-[^/]+\\.html"
              + "|data\\.json|data\\.js|schema\\.json|runs");

  private final Path folder;

  private OutputFolder(Path folder) {
    this.folder = folder;
  }

  /** The folder, which is only looked at. */
  static OutputFolder at(Path out, Path published) throws IOException, SiteRefusedException {
    Path folder = Files.exists(out) ? out.toRealPath() : out.toAbsolutePath().normalize();
    if (folder.startsWith(published.toRealPath())) {
      throw new SiteRefusedException("--out must be outside of the published folder, was " + out);
    }
    if (folder.getFileName() == null) {
      throw new SiteRefusedException("--out must be a folder with a name, was " + out);
    }
    checkOurs(folder, out.toString());
    return new OutputFolder(folder);
  }

  Path folder() {
    return folder;
  }

  private static void checkOurs(Path folder, String name) throws IOException, SiteRefusedException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new SiteRefusedException("--out must be a folder, was the file " + name);
    }
    List<String> content;
    try (Stream<Path> list = Files.list(folder)) {
      content = list.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
    if (!content.isEmpty() && !content.contains(MARKER)) {
      throw new SiteRefusedException(
          "--out must be empty, not exist or hold an older site of Pushmark's, was " + name);
    }
    for (String file : content) {
      if (!OURS.matcher(file).matches()) {
        throw new SiteRefusedException(
            "--out must hold nothing but an older site, which the new one takes the place of, was "
                + name
                + " with "
                + file);
      }
    }
  }

  /** Begins a new site. What a killed build has left of its draft is cleared away. */
  Draft draft() throws IOException, SiteRefusedException {
    Path draft = beside(".new");
    checkOurs(draft, draft.toString());
    delete(draft);
    Files.createDirectories(draft);
    Files.writeString(
        draft.resolve(MARKER), "A site of Pushmark's; the next one takes its place.\n");
    return new Draft(draft);
  }

  private Path beside(String suffix) {
    return folder.resolveSibling("." + folder.getFileName() + suffix);
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** A site that is being written; what is closed unpublished is gone. */
  final class Draft implements AutoCloseable {
    private final Path draft;

    private Draft(Path draft) {
      this.draft = draft;
    }

    Path folder() {
      return draft;
    }

    /**
     * Puts it in its place, in two renames: only who is killed between them has no site, but the
     * older one beside it, whose name begins with a dot and ends in {@code .old}.
     */
    void publish() throws IOException, SiteRefusedException {
      Path old = beside(".old");
      checkOurs(old, old.toString());
      if (Files.exists(folder)) {
        delete(old);
        Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
      }
      try {
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (Files.exists(old)) {
          Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        throw e;
      }
      delete(old);
    }

    @Override
    public void close() throws IOException {
      delete(draft);
    }
  }
}
