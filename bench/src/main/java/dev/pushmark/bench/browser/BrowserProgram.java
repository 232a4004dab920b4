package dev.pushmark.bench.browser;

import dev.pushmark.bench.lab.process.Programs;
import dev.pushmark.results.model.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A browser that may be installed here, and how it is started and driven. */
public abstract sealed class BrowserProgram permits Chromium, Firefox {
  private static final Pattern VERSION = Pattern.compile("[A-Z][A-Za-z ]* [0-9]+(\\.[0-9]+)+");
  private static final int VERSION_SECONDS = 10;
  private static final long LOOK_MS = 20;

  private final String title;
  private final List<String> names;
  private final String howToInstall;

  BrowserProgram(String title, List<String> names, String howToInstall) {
    this.title = title;
    this.names = names;
    this.howToInstall = howToInstall;
  }

  /** The one that a plan asks for, if it asks for any. */
  public static Optional<BrowserProgram> of(@Nullable Browser browser) {
    return switch (browser == null ? Browser.NONE : browser) {
      case NONE -> Optional.empty();
      case CHROMIUM -> Optional.of(new Chromium());
      case FIREFOX -> Optional.of(new Firefox());
    };
  }

  /**
   * The version of the one that a plan asks for; null if it asks for none.
   *
   * @throws IOException if it is not installed
   */
  public static @Nullable String version(@Nullable Browser browser)
      throws IOException, InterruptedException {
    Optional<BrowserProgram> program = of(browser);
    return program.isPresent() ? program.get().version() : null;
  }

  private Optional<String> installed(Predicate<String> isInstalled) {
    return names.stream().filter(isInstalled).findFirst();
  }

  /** The word that starts it. */
  final String word() {
    return installed(Programs::isInstalled).orElse(names.get(0));
  }

  /** Why it cannot be used here, and what to do; null if it can. */
  public final @Nullable String obstacle() {
    return obstacle(Programs::isInstalled);
  }

  final @Nullable String obstacle(Predicate<String> isInstalled) {
    return installed(isInstalled).isPresent()
        ? null
        : title + " is missing, install it (" + howToInstall + ")";
  }

  /** Its name and version, such as {@code Chromium 120.0.6099.224}. */
  public final String version() throws IOException, InterruptedException {
    Path nowhere = Path.of(System.getProperty("java.io.tmpdir"));
    Process asked =
        new ProcessBuilder(word(), "--version")
            .directory(nowhere.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    asked.getOutputStream().close();
    boolean ended = asked.waitFor(VERSION_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      asked.destroyForcibly();
      return version("");
    }
    return version(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  final String version(String said) {
    Matcher found = VERSION.matcher(said);
    return found.find() ? found.group() : title + " of unknown version";
  }

  /**
   * What it may do.
   *
   * @param host of the server
   * @param anyCertificate whether the server may show a certificate that nobody vouches for
   * @param http2 whether it may speak HTTP/2 where the server offers it
   */
  public record Leave(String host, boolean anyCertificate, boolean http2) {}

  /**
   * The command that starts it, headless, on an empty page, for one server alone: it keeps to a
   * profile of its own and asks nobody for anything by itself.
   *
   * @param profile a folder that it may fill; what it reads there first is written now
   */
  public abstract List<String> command(Path profile, Leave leave) throws IOException;

  /** The page of one that is starting; null while there is none. */
  abstract @Nullable BrowserPage page(Path profile, Leave leave, Duration patience)
      throws IOException, InterruptedException;

  /**
   * Connects to the page of one that is starting.
   *
   * @param isAlive whether it still runs
   * @param patience how long it may take to start, and each answer to come
   * @throws BrowserException if it ends or does not start in time
   */
  public final BrowserPage connect(
      Path profile, Leave leave, BooleanSupplier isAlive, Duration patience)
      throws IOException, InterruptedException {
    for (long waitedMs = 0; waitedMs < patience.toMillis(); waitedMs += LOOK_MS) {
      if (!isAlive.getAsBoolean()) {
        throw new BrowserException("the browser ended while it started");
      }
      BrowserPage page = page(profile, leave, patience);
      if (page != null) {
        return page;
      }
      Thread.sleep(LOOK_MS);
    }
    throw new BrowserException("the browser did not start within " + patience.toSeconds() + " s");
  }
}
