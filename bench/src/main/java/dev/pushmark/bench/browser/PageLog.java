package dev.pushmark.bench.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the subscribers of a page wrote down.
 *
 * @param entries in the order in which things came
 * @param disconnected connections that ended by themselves
 */
record PageLog(List<Entry> entries, int disconnected) {
  private static final Pattern EVENT = Pattern.compile("(\\d{1,4}) (\\S{1,30}) (~pM~[0-9a-f]{56})");
  private static final Pattern GAP = Pattern.compile("(\\d{1,4}) (\\S{1,30}) gap (-1|\\d{1,15})");

  PageLog {
    entries = List.copyOf(entries);
  }

  /**
   * What came to one of its seats.
   *
   * @param seat index of the subscriber's room
   * @param pageMs when, on the page's clock
   */
  sealed interface Entry {
    int seat();

    double pageMs();
  }

  record Event(int seat, double pageMs, String stamp) implements Entry {}

  /** So many events before the next are missing; -1 if nobody knows how many. */
  record Gap(int seat, double pageMs, long missed) implements Entry {}

  /**
   * Reads lines as the page's script writes them.
   *
   * @param seats how many there are
   * @throws BrowserException naming the line that is none
   */
  static List<Entry> read(String lines, int seats) throws BrowserException {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      entries.add(entry(line, seats));
    }
    return entries;
  }

  private static Entry entry(String line, int seats) throws BrowserException {
    Matcher event = EVENT.matcher(line);
    Matcher gap = GAP.matcher(line);
    try {
      if (event.matches()) {
        return new Event(seat(event, seats), time(event), event.group(3));
      }
      if (gap.matches()) {
        return new Gap(seat(gap, seats), time(gap), Long.parseLong(gap.group(3)));
      }
    } catch (NumberFormatException e) {
      throw damaged(line);
    }
    throw damaged(line);
  }

  private static int seat(Matcher line, int seats) {
    int seat = Integer.parseInt(line.group(1));
    if (seat >= seats) {
      throw new NumberFormatException("there is no seat " + seat);
    }
    return seat;
  }

  private static double time(Matcher line) {
    double ms = Double.parseDouble(line.group(2));
    if (!Double.isFinite(ms)) {
      throw new NumberFormatException("no time: " + ms);
    }
    return ms;
  }

  private static BrowserException damaged(String line) {
    return new BrowserException("the page wrote down what is no delivery: " + line);
  }
}
