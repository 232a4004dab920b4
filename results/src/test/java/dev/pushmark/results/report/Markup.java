package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;

/** What is true of every page, whatever it shows. */
public final class Markup {
  private Markup() {}

  /** The first group of every match. */
  public static List<String> find(String regex, String html) {
    return Pattern.compile(regex, Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /** Fails where a page needs a network or a script, or cannot be read by those who see nothing. */
  public static void assertSound(String html) {
    assertThat(html)
        .doesNotContainPattern("https?://")
        .doesNotContain("<script", "<link", "<img", "<iframe", "@import", " src=");
    assertReadable(html);
  }

  /** Fails where a page shows what is no number, or cannot be read by those who see nothing. */
  public static void assertReadable(String html) {
    assertThat(html)
        .doesNotContain("NaN", "Infinity", "not a number")
        .contains("<html lang=\"en\">", "prefers-color-scheme: dark");
    List<String> ids = find(" id=\"([^\"]+)\"", html);
    assertThat(ids).doesNotHaveDuplicates();
    for (String labels : find("aria-labelledby=\"([^\"]+)\"", html)) {
      assertThat(ids).contains(labels.split(" ", -1));
    }
    assertThat(ids).containsAll(find("href=\"#([^\"]+)\"", html));
    assertThat(find("<svg([^>]*)>", html))
        .allMatch(
            attributes ->
                attributes.contains("aria-hidden=\"true\"")
                    || (attributes.contains("role=\"img\"") && attributes.contains("aria-label")));
    assertThat(find("<th(?![a-z])([^>]*)>", html)).allMatch(th -> th.contains("scope="));
    assertThat(find("<(h[1-6])", html)).startsWith("h1").filteredOn("h1"::equals).hasSize(1);
    assertThat(find("<(caption)", html)).hasSameSizeAs(find("<(table)", html));
    for (String svg : find("(<svg[^>]*>.*?</svg>)", html)) {
      assertThatCode(
              () ->
                  DocumentBuilderFactory.newDefaultInstance()
                      .newDocumentBuilder()
                      .parse(new InputSource(new StringReader(svg))))
          .as(svg)
          .doesNotThrowAnyException();
    }
  }

  /** Fails where a page depends on the language of the machine that writes it. */
  static void assertSameInEveryLanguage(Supplier<String> page) {
    String html = page.get();
    Locale was = Locale.getDefault();
    try {
      for (String tag : List.of("de", "ar-EG-u-nu-arab", "tr")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(page.get()).isEqualTo(html);
      }
    } finally {
      Locale.setDefault(was);
    }
  }
}
