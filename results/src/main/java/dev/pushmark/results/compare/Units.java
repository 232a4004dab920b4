package dev.pushmark.results.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Figures as people read them: significant digits, a unit that fits the size, never without unit.
 * Digits are grouped by thin spaces, numbers and units joined by a space that does not break.
 */
public final class Units {
  /** Three digits: what the histograms hold. */
  public static final int DIGITS = 3;

  private static final char BETWEEN_DIGITS = '\u202F';
  private static final char BEFORE_UNIT = '\u00A0';

  private Units() {}

  /** A time in µs, ms or s with three significant digits. */
  public static String time(double ns) {
    return time(ns, DIGITS);
  }

  /** A time in µs, ms or s. */
  public static String time(double ns, int digits) {
    if (ns == 0) {
      return "0" + BEFORE_UNIT + "s";
    }
    double rounded = round(ns, digits).doubleValue();
    if (Math.abs(rounded) < 1e6) {
      return significant(ns / 1e3, digits) + BEFORE_UNIT + "µs";
    }
    return Math.abs(rounded) < 1e9
        ? significant(ns / 1e6, digits) + BEFORE_UNIT + "ms"
        : significant(ns / 1e9, digits) + BEFORE_UNIT + "s";
  }

  /** Two times with the unit said once where it is the same: {@code 229–251 µs}. */
  public static String timeRange(double fromNs, double toNs) {
    String from = time(fromNs);
    String to = time(toNs);
    int unit = from.indexOf(BEFORE_UNIT);
    return from.substring(unit).equals(to.substring(to.indexOf(BEFORE_UNIT)))
        ? from.substring(0, unit) + "–" + to
        : from + "–" + to;
  }

  /** A size in B, KB, MB or GB (powers of 1,000). */
  public static String bytes(double bytes) {
    double rounded = round(bytes, DIGITS).doubleValue();
    if (Math.abs(rounded) < 1e3) {
      return significant(bytes, DIGITS) + BEFORE_UNIT + "B";
    }
    if (Math.abs(rounded) < 1e6) {
      return significant(bytes / 1e3, DIGITS) + BEFORE_UNIT + "KB";
    }
    return Math.abs(rounded) < 1e9
        ? significant(bytes / 1e6, DIGITS) + BEFORE_UNIT + "MB"
        : significant(bytes / 1e9, DIGITS) + BEFORE_UNIT + "GB";
  }

  /** An exact count. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', BETWEEN_DIGITS);
  }

  /** A share of 0 to 1 in per cent. */
  public static String share(double share) {
    return share(share, DIGITS);
  }

  /** A share of 0 to 1 in per cent. */
  public static String share(double share, int digits) {
    return significant(share * 100, digits) + BEFORE_UNIT + "%";
  }

  /** A rate of events per second. */
  public static String perSecond(double rate) {
    return significant(rate, DIGITS) + BEFORE_UNIT + "/s";
  }

  /** An energy in µJ with three significant digits. */
  public static String energy(double microjoules) {
    return significant(microjoules, DIGITS) + BEFORE_UNIT + "µJ";
  }

  /** A plain number; whole digits are never rounded away. */
  public static String significant(double value, int digits) {
    if (!Double.isFinite(value)) {
      return "not a number";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = round(value, digits);
    int decimals = Math.max(0, digits - (rounded.precision() - rounded.scale()));
    return group(rounded.setScale(decimals, RoundingMode.HALF_UP).toPlainString());
  }

  private static BigDecimal round(double value, int digits) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_UP))
        : BigDecimal.ZERO;
  }

  private static String group(String number) {
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    String grouped = whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", String.valueOf(BETWEEN_DIGITS));
    return point < 0 ? grouped : grouped + number.substring(point);
  }
}
