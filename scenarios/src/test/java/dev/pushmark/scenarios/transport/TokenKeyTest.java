package dev.pushmark.scenarios.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TokenKeyTest {
  private static String claims(Token token) {
    return new String(Base64.getUrlDecoder().decode(token.secret().split("\\.", -1)[1]), UTF_8);
  }

  @Test
  void aKeyThatGoesThroughTheEnvironmentSignsTheSame() {
    TokenKey key = TokenKey.random();
    TokenKey same = Objects.requireNonNull(TokenKey.in(key.environment()));
    Instant expires = Instant.ofEpochSecond(1_000);
    assertThat(same.issue("a", expires).secret()).isEqualTo(key.issue("a", expires).secret());
    assertThat(TokenKey.random().issue("a", expires).secret())
        .isNotEqualTo(key.issue("a", expires).secret());
  }

  @Test
  void aTokenIsGoodForAtLeastAsLongAsAsked() {
    TokenKey key = TokenKey.random();
    assertThat(claims(key.issue("a", Instant.ofEpochSecond(1_000)))).contains("\"exp\":1000,");
    assertThat(claims(key.issue("a", Instant.ofEpochSecond(1_000, 1)))).contains("\"exp\":1001,");
  }

  @Test
  void whatIsNoKeyIsNamedButNotShown() {
    assertThat(TokenKey.in(Map.of())).isNull();
    assertThatThrownBy(() -> TokenKey.in(Map.of(TokenKey.VARIABLE, "c2hvcnQ")))
        .hasMessageStartingWith("PUSHMARK_TOKEN_KEY must hold")
        .hasMessageNotContaining("c2hvcnQ");
    assertThat(TokenKey.random().toString()).isEqualTo("(the key)");
  }
}
