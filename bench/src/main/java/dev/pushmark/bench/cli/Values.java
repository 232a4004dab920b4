package dev.pushmark.bench.cli;

import dev.pushmark.results.model.Browser;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How option values are written: choices as {@code fixed-rate}, times as {@code 500ms}. */
final class Values {
  private Values() {}

  /** A choice as it is written in commands. */
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E choice(String text, E[] allowed) {
    return Arrays.stream(allowed)
        .filter(constant -> written(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "must be "
                        + Arrays.stream(allowed)
                            .map(Values::written)
                            .collect(Collectors.joining(" or "))
                        + ", was "
                        + text));
  }

  static final class PhaseConverter implements ITypeConverter<Polling.Phase> {
    @Override
    public Polling.Phase convert(String text) {
      return choice(text, Polling.Phase.values());
    }
  }

  static final class PaceConverter implements ITypeConverter<Polling.Pace> {
    @Override
    public Polling.Pace convert(String text) {
      return choice(text, Polling.Pace.values());
    }
  }

  static final class OrderingConverter implements ITypeConverter<Ordering.Mode> {
    @Override
    public Ordering.Mode convert(String text) {
      return choice(text, Ordering.Mode.values());
    }
  }

  static final class BackoffConverter implements ITypeConverter<Reconnect.Backoff> {
    @Override
    public Reconnect.Backoff convert(String text) {
      return choice(text, Reconnect.Backoff.values());
    }
  }

  static final class TlsConverter implements ITypeConverter<Tls> {
    @Override
    public Tls convert(String text) {
      return choice(text, Tls.values());
    }
  }

  static final class CompressionConverter implements ITypeConverter<Compression> {
    @Override
    public Compression convert(String text) {
      return choice(text, Compression.values());
    }
  }

  static final class LinkConverter implements ITypeConverter<Server.Link> {
    @Override
    public Server.Link convert(String text) {
      return choice(text, Server.Link.values());
    }
  }

  static final class SlowConsumerConverter implements ITypeConverter<Server.SlowConsumer> {
    @Override
    public Server.SlowConsumer convert(String text) {
      return choice(text, Server.SlowConsumer.values());
    }
  }

  static final class BrowserConverter implements ITypeConverter<Browser> {
    @Override
    public Browser convert(String text) {
      return choice(text, Browser.values());
    }
  }

  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      return choice(text, Format.values());
    }
  }

  /** A time, or a bare 0, which needs no unit. */
  static final class DistanceConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return text.equals("0") ? Duration.ZERO : new DurationConverter().convert(text);
    }
  }

  /** A share as {@code 1%}, {@code 0.01} or 0. */
  static final class ShareConverter implements ITypeConverter<Double> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)(%?)");

    @Override
    public Double convert(String text) {
      Matcher m = FORM.matcher(text);
      if (!m.matches()) {
        throw new TypeConversionException("must be a share such as 1%, was " + text);
      }
      BigDecimal number = new BigDecimal(m.group(1));
      return (m.group(2).isEmpty() ? number : number.movePointLeft(2)).doubleValue();
    }
  }

  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return DurationText.parse("it", text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
