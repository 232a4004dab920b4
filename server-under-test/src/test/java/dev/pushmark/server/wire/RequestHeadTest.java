package dev.pushmark.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields as they come from the wire: names and values that Netty has not looked at. */
class RequestHeadTest {
  private static final String GET = ":method GET|:scheme http|:path /health|:authority example";

  private static @Nullable HttpRequest read(String fields) {
    Http2Headers headers = new DefaultHttp2Headers(false);
    for (String field : fields.split("\\|")) {
      String[] parts = field.split(" ", 2);
      headers.add(parts[0], parts.length == 1 ? "" : parts[1]);
    }
    return RequestHead.read(headers, RequestHead.HTTP_2);
  }

  private static HttpRequest wellFormed(String fields) {
    return Objects.requireNonNull(read(fields));
  }

  @Test
  void pseudoHeadersBecomeALineAndAHost() {
    HttpRequest request = wellFormed(GET + "|accept */*|te trailers");
    assertThat(request.method()).isEqualTo(HttpMethod.GET);
    assertThat(request.uri()).isEqualTo("/health");
    assertThat(request.headers().get("host")).isEqualTo("example");
    assertThat(request.headers().get("accept")).isEqualTo("*/*");
    assertThat(request.headers().names()).noneMatch(name -> name.startsWith(":"));
  }

  @Test
  void anExtendedConnectIsAnUpgrade() {
    HttpRequest request =
        wellFormed(":method CONNECT|:protocol websocket|:scheme https|:path /rooms/a/socket");
    assertThat(request.method()).isEqualTo(HttpMethod.GET);
    assertThat(request.headers().get("upgrade")).isEqualTo("websocket");
  }

  @Test
  void aPlainConnectNamesNoResource() {
    HttpRequest request = wellFormed(":method CONNECT|:authority example:1");
    assertThat(request.uri()).isEqualTo("*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":scheme http|:path /",
        ":method GET|:path /",
        ":method GET|:scheme http",
        ":method GET|:scheme http|:path",
        ":method|:scheme http|:path /",
        GET + "|:method GET",
        GET + "|:status 200",
        GET + "|:protocol websocket",
        GET + "|connection close",
        GET + "|upgrade websocket",
        GET + "|transfer-encoding chunked",
        GET + "|te gzip",
        GET + "|Accept */*",
        ":method CONNECT|:scheme http|:path /",
      })
  void malformedOnesAreNoRequest(String fields) {
    assertThat(read(fields)).isNull();
  }
}
