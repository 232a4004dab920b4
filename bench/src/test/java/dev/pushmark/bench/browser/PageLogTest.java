package dev.pushmark.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageLogTest {
  private static final String STAMP = "~pM~" + "0123456789abcdef".repeat(3) + "01234567";

  @Test
  void everyLineIsADeliveryOrAGapOfOneSeat() throws Exception {
    String lines = "0 12.3 " + STAMP + "\n1 13.099999904632568 gap 4\n1 14 gap -1";
    assertThat(PageLog.read(lines, 2))
        .containsExactly(
            new PageLog.Event(0, 12.3, STAMP),
            new PageLog.Gap(1, 13.099999904632568, 4),
            new PageLog.Gap(1, 14, -1));
    assertThat(PageLog.read("", 2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 12.3 ~pM~0123",
        "2 12.3 gap 1",
        "0 NaN gap 1",
        "0 soon gap 1",
        "0 12.3 gap -2",
        "0 12.3 gap 1 <b>",
        "hello"
      })
  void whatIsNoneIsNamedInOneLine(String line) {
    assertThatThrownBy(() -> PageLog.read(line, 2))
        .isInstanceOf(BrowserException.class)
        .hasMessage("the page wrote down what is no delivery: " + line);
  }
}
