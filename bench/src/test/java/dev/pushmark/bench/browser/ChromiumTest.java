package dev.pushmark.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.browser.BrowserProgram.Leave;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChromiumTest {
  private static final Chromium CHROMIUM = new Chromium();

  @Test
  void itsVersionIsWhatItSaysWithoutTheRest() {
    assertThat(CHROMIUM.version("Chromium 120.0.6099.224 built on Debian 12.4, running on it\n"))
        .isEqualTo("Chromium 120.0.6099.224");
    assertThat(CHROMIUM.version("Google Chrome 131.0.1 ")).isEqualTo("Google Chrome 131.0.1");
    assertThat(CHROMIUM.version("")).isEqualTo("Chromium of unknown version");
  }

  @Test
  void whereItIsMissingItIsSaidHowToGetIt() {
    assertThat(CHROMIUM.obstacle(name -> false)).startsWith("Chromium is missing, install it (");
    assertThat(CHROMIUM.obstacle("google-chrome"::equals)).isNull();
  }

  @Test
  void itFindsTheServerAndNobodyElse() {
    List<String> command = CHROMIUM.command(Path.of("p"), new Leave("[::1]", true, false));
    assertThat(command)
        .contains(
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE ::1",
            "--disable-background-networking",
            "--ignore-certificate-errors",
            "--disable-http2");
    assertThat(CHROMIUM.command(Path.of("p"), new Leave("127.0.0.1", false, true)))
        .doesNotContain("--ignore-certificate-errors", "--disable-http2");
  }
}
