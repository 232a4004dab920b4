package dev.pushmark.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pushmark.bench.browser.BrowserProgram.Leave;
import dev.pushmark.results.store.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirefoxTest {
  private static final Firefox FIREFOX = new Firefox();

  @TempDir private Path profile;

  @Test
  void itsVersionIsWhatItSaysWithoutTheRest() {
    assertThat(FIREFOX.version("Mozilla Firefox 140.5.0esr\n"))
        .isEqualTo("Mozilla Firefox 140.5.0");
    assertThat(FIREFOX.obstacle(name -> false)).startsWith("Firefox is missing, install it (");
    assertThat(FIREFOX.obstacle("firefox-esr"::equals)).isNull();
  }

  @Test
  void itAsksNobodyButTheServer() throws Exception {
    FIREFOX.command(profile, new Leave("127.0.0.1", false, false));
    assertThat(Files.readString(profile.resolve("user.js")))
        .contains("user_pref(\"network.dns.disabled\", true);")
        .contains("user_pref(\"network.http.http2.enabled\", false);")
        .contains("user_pref(\"toolkit.telemetry.server\", \"\");");
    FIREFOX.command(profile, new Leave("server.example", true, true));
    assertThat(Files.readString(profile.resolve("user.js")))
        .contains("user_pref(\"network.dns.disabled\", false);")
        .contains("user_pref(\"network.http.http2.enabled\", true);");
  }

  @Test
  void whatAPageTellsComesAsItIs() throws Exception {
    JsonNode told =
        Json.parse(
            """
            {"type":"object","value":[["lines",{"type":"number","value":3}],
             ["left",{"type":"boolean","value":true}],["why",{"type":"undefined"}]]}
            """,
            JsonNode.class);
    JsonNode value = BiDi.value(told);
    assertThat(value.path("lines").asInt()).isEqualTo(3);
    assertThat(value.path("left").asBoolean()).isTrue();
    assertThat(value.path("why").asText()).isEmpty();
  }
}
