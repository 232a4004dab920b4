package dev.pushmark.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChromiumTest {
  @Test
  void itsVersionIsWhatItSaysWithoutTheRest() {
    assertThat(Chromium.version("Chromium 120.0.6099.224 built on Debian 12.4, running on it\n"))
        .isEqualTo("Chromium 120.0.6099.224");
    assertThat(Chromium.version("Google Chrome 131.0.1 ")).isEqualTo("Google Chrome 131.0.1");
    assertThat(Chromium.version("")).isEqualTo("Chromium of unknown version");
  }

  @Test
  void whereItIsMissingItIsSaidHowToGetIt() {
    assertThat(Chromium.obstacle(name -> false)).startsWith("Chromium is missing, install it (");
    assertThat(Chromium.obstacle("google-chrome"::equals)).isNull();
  }

  @Test
  void itFindsTheServerAndNobodyElse() {
    List<String> command = Chromium.command(Path.of("p"), "[::1]", true, false);
    assertThat(command)
        .contains(
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE ::1",
            "--disable-background-networking",
            "--ignore-certificate-errors",
            "--disable-http2");
    assertThat(Chromium.command(Path.of("p"), "127.0.0.1", false, true))
        .doesNotContain("--ignore-certificate-errors", "--disable-http2");
  }
}
