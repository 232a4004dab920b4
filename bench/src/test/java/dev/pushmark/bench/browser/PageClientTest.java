package dev.pushmark.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.scenarios.registry.Transports;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageClientTest {
  @Test
  void theCommonTransportsAndSocketIoHaveAClientInCleartext() throws Exception {
    for (String transport : Transports.common()) {
      assertThat(PageClient.of(transport, false).name()).isEqualTo(transport);
    }
    assertThat(PageClient.of("socketio-polling", false).settings())
        .containsEntry("transports", List.of("polling"));
    assertThat(PageClient.of("socketio", false).settings()).isEmpty();
  }

  @Test
  void http2IsSpokenWhereTheTransportSaysSoAndNowhereElse() throws Exception {
    assertThat(PageClient.of("sse-h2", true).isHttp2()).isTrue();
    assertThat(PageClient.of("sse", true).isHttp2()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sse-h2       | false | a browser speaks HTTP/2 over TLS only (--tls)",
        "grpc         | true  | a browser has no client for it",
        "push-h2      | true  | browsers have removed HTTP/2 server push",
        "webtransport | true  | Pushmark does not drive the browser's WebTransport",
        "smoke        | true  | Pushmark has no browser's client for it"
      })
  void whatABrowserHasNoClientForIsSaidInOneLine(String transport, boolean secure, String why) {
    assertThatThrownBy(() -> PageClient.of(transport, secure))
        .isInstanceOf(BrowserException.class)
        .hasMessage(why);
  }

  @Test
  void everyTransportThereIsHasAClientOrAReasonOfItsOwn() {
    for (String transport : Transports.names()) {
      try {
        assertThat(PageClient.of(transport, true).name()).isNotEmpty();
      } catch (BrowserException e) {
        assertThat(e).as(transport).hasMessageNotContaining("has no browser's client");
      }
    }
  }
}
