package dev.pushmark.bench.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chromium, or a browser made of it. No other host than the server's has a name for it. */
final class Chromium extends BrowserProgram {
  Chromium() {
    super(
        "Chromium",
        List.of("chromium", "chromium-browser", "google-chrome"),
        "apt install chromium, or brew install --cask chromium");
  }

  @Override
  public List<String> command(Path profile, Leave leave) {
    List<String> words =
        new ArrayList<>(
            List.of(
                word(),
                "--headless",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "--no-first-run",
                "--no-default-browser-check",
                "--no-pings",
                "--no-proxy-server",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE "
                    + leave.host().replaceAll("[\\[\\]]", ""),
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
    if (leave.anyCertificate()) {
      words.add("--ignore-certificate-errors");
    }
    if (!leave.http2()) {
      words.add("--disable-http2");
    }
    words.add("about:blank");
    return words;
  }

  @Override
  @Nullable BrowserPage page(Path profile, Leave leave, Duration patience)
      throws IOException, InterruptedException {
    return DevTools.connect(profile, patience);
  }
}
