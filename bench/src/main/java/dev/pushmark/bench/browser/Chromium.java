package dev.pushmark.bench.browser;

import dev.pushmark.bench.lab.process.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The installed Chromium, or a browser made of it, and how it is started. */
public final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final Pattern VERSION = Pattern.compile("[A-Z][A-Za-z ]* [0-9]+(\\.[0-9]+)+");
  private static final int VERSION_SECONDS = 10;

  private Chromium() {}

  private static Optional<String> program(Predicate<String> isInstalled) {
    return NAMES.stream().filter(isInstalled).findFirst();
  }

  private static String program() {
    return program(Programs::isInstalled).orElse(NAMES.get(0));
  }

  /** Why it cannot be used here, and what to do; null if it can. */
  public static @Nullable String obstacle() {
    return obstacle(Programs::isInstalled);
  }

  static @Nullable String obstacle(Predicate<String> isInstalled) {
    return program(isInstalled).isPresent()
        ? null
        : "Chromium is missing, install it (apt install chromium, or brew install --cask chromium)";
  }

  /** Its name and version, such as {@code Chromium 120.0.6099.224}. */
  public static String version() throws IOException, InterruptedException {
    Path nowhere = Path.of(System.getProperty("java.io.tmpdir"));
    Process asked =
        new ProcessBuilder(program(), "--version")
            .directory(nowhere.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    asked.getOutputStream().close();
    boolean ended = asked.waitFor(VERSION_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      asked.destroyForcibly();
      return "Chromium of unknown version";
    }
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return version(said);
  }

  static String version(String said) {
    Matcher found = VERSION.matcher(said);
    return found.find() ? found.group() : "Chromium of unknown version";
  }

  /**
   * The command that starts it, headless, on an empty page, for one server alone: it keeps to a
   * profile of its own, finds no other host by name, and asks nobody for anything by itself.
   *
   * @param profile a folder that it may fill
   * @param host of the server
   * @param anyCertificate whether the server may show a certificate that nobody vouches for
   * @param http2 whether it may speak HTTP/2 where the server offers it
   */
  public static List<String> command(
      Path profile, String host, boolean anyCertificate, boolean http2) {
    List<String> words =
        new ArrayList<>(
            List.of(
                program(),
                "--headless",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "--no-first-run",
                "--no-default-browser-check",
                "--no-pings",
                "--no-proxy-server",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE "
                    + host.replaceAll("[\\[\\]]", ""),
                "--disable-background-networking",
                "--disable-breakpad",
                "--disable-client-side-phishing-detection",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-domain-reliability",
                "--disable-extensions",
                "--disable-gpu",
                "--disable-quic",
                "--disable-sync",
                "--metrics-recording-only",
                "--mute-audio",
                "--password-store=basic",
                "--use-mock-keychain",
                // A page that nobody sees is slowed down otherwise.
                "--disable-background-timer-throttling",
                "--disable-backgrounding-occluded-windows",
                "--disable-renderer-backgrounding"));
    if ("root".equals(System.getProperty("user.name"))) {
      words.add("--no-sandbox"); // it refuses to run as root with one
    }
    if (anyCertificate) {
      words.add("--ignore-certificate-errors");
    }
    if (!http2) {
      words.add("--disable-http2");
    }
    words.add("about:blank");
    return words;
  }
}
