package dev.pushmark.bench.browser;

import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Firefox. Where the server's address is a number, no host has a name for it. */
final class Firefox extends BrowserProgram {
  Firefox() {
    super(
        "Firefox",
        List.of("firefox", "firefox-esr"),
        "apt install firefox-esr, or brew install --cask firefox");
  }

  @Override
  public List<String> command(Path profile, Leave leave) throws IOException {
    StringBuilder preferences = new StringBuilder();
    preferences(leave)
        .forEach(
            (name, value) ->
                preferences.append(
                    "user_pref(%s, %s);%n".formatted(Json.line(name), Json.line(value))));
    Files.writeString(profile.resolve("user.js"), preferences);
    return List.of(
        word(),
        "--headless",
        "--no-remote",
        "--profile",
        profile.toString(),
        "--remote-debugging-port=0",
        "about:blank");
  }

  /** Beside those that Firefox itself sets for whoever drives it ({@code remote.prefs}). */
  private static Map<String, Object> preferences(Leave leave) {
    Map<String, Object> preferences = new LinkedHashMap<>();
    preferences.put("app.normandy.enabled", false);
    preferences.put("app.update.disabledForTesting", true);
    preferences.put("browser.newtabpage.enabled", false);
    preferences.put("browser.region.network.url", "");
    preferences.put("browser.safebrowsing.update.enabled", false);
    preferences.put("browser.search.update", false);
    preferences.put("browser.shell.checkDefaultBrowser", false);
    preferences.put("browser.startup.page", 0);
    preferences.put("datareporting.policy.dataSubmissionEnabled", false);
    preferences.put("devtools.jsonview.enabled", false); // JSON is a page like others
    preferences.put("dom.push.connection.enabled", false);
    preferences.put("extensions.getAddons.cache.enabled", false);
    preferences.put("extensions.systemAddon.update.enabled", false);
    preferences.put("extensions.update.enabled", false);
    preferences.put("media.gmp-manager.updateEnabled", false);
    preferences.put("network.captive-portal-service.enabled", false);
    preferences.put("network.connectivity-service.enabled", false);
    preferences.put("network.dns.disablePrefetch", true);
    preferences.put("network.dns.disabled", isNumber(leave.host()));
    preferences.put("network.http.http2.enabled", leave.http2());
    preferences.put("network.http.http3.enable", false);
    preferences.put("network.http.speculative-parallel-limit", 0);
    preferences.put("network.prefetch-next", false);
    preferences.put("network.proxy.type", 0);
    preferences.put("privacy.reduceTimerPrecision", false); // the page tells what is left
    preferences.put("services.settings.server", "data:,#remote-settings-dummy/v1");
    preferences.put("toolkit.telemetry.server", "");
    preferences.put("toolkit.telemetry.unified", false);
    return preferences;
  }

  private static boolean isNumber(String host) {
    return host.matches("[0-9.]+|\\[.*]");
  }

  @Override
  @Nullable BrowserPage page(Path profile, Leave leave, Duration patience)
      throws IOException, InterruptedException {
    return BiDi.connect(profile, leave.anyCertificate(), patience);
  }
}
