package dev.pushmark.server.compression;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
  private static final String ALWAYS =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  private static HttpHeaders headers(String name, String value) {
    return new DefaultHttpHeaders().add(name, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permessage-deflate                                             | ''",
        "permessage-deflate; client_max_window_bits                     | ''",
        "x-other, permessage-deflate;client_max_window_bits=9           | ''",
        "permessage-deflate; server_no_context_takeover                 | ''",
        "permessage-deflate; server_max_window_bits=10                  | ; server_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=\"8\"               | ; server_max_window_bits=8",
        "permessage-deflate; new=1, permessage-deflate                  | ''",
      })
  void theFirstOfferThatIsUnderstoodIsAccepted(String offers, String more) {
    HttpHeaders headers = headers("Sec-WebSocket-Extensions", offers);
    assertThat(Compression.DEFLATE.negotiate(headers))
        .extracting(MessageDeflate::answer)
        .isEqualTo(ALWAYS + more);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-webkit-deflate-frame",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=08",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; what",
        ";",
        ",",
        "permessage-deflate;",
      })
  void whatIsNotUnderstoodIsDeclined(String offers) {
    HttpHeaders headers = headers("Sec-WebSocket-Extensions", offers);
    assertThat(Compression.DEFLATE.negotiate(headers)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "deflate, GZIP;q=0.5 | true",
        "gzip;q=0.001 | true",
        "gzip; q=0 | false",
        "gzip;q=0.000, br | false",
        "identity | false",
        "br, zstd | false",
      })
  void gzipIsSentToWhoTakesIt(String accepted, boolean gzips) {
    HttpHeaders headers = headers("Accept-Encoding", accepted);
    assertThat(Compression.DEFLATE.gzips(headers)).isEqualTo(gzips);
    assertThat(Compression.NONE.gzips(headers)).isFalse();
  }

  @Test
  void whoAsksForNothingGetsItPlain() {
    HttpHeaders none = new DefaultHttpHeaders();
    assertThat(Compression.DEFLATE.gzips(none)).isFalse();
    assertThat(Compression.DEFLATE.negotiate(none)).isNull();
    HttpHeaders offer = headers("Sec-WebSocket-Extensions", "permessage-deflate");
    assertThat(Compression.NONE.negotiate(offer)).isNull();
  }
}
