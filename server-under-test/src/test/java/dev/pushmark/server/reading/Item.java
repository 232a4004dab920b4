package dev.pushmark.server.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader is given: an event (its data a number), or a gap. */
public record Item(String id, String data, String gapAfter, String gapNext) {
  private static final Pattern EVENT_OR_GAP =
      Pattern.compile(
          "\\{\"id\":\"([^\"]+)\",\"data\": *([0-9]+)\\}"
              + "|\\{\"gap\":(\\{\"after\":\"[^\"]+\",\"next\":\"[^\"]+\"\\})\\}");
  private static final Pattern RANGE =
      Pattern.compile("\\{\"after\":\"([^\"]+)\",\"next\":\"([^\"]+)\"\\}");

  public static Item event(String id, String data) {
    return new Item(id, data, "", "");
  }

  public static Item gap(String range) {
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      throw new AssertionError("not a gap: " + range);
    }
    return new Item("", "", matcher.group(1), matcher.group(2));
  }

  /** Every event and gap in a JSON text, in order. */
  public static List<Item> all(CharSequence json) {
    List<Item> items = new ArrayList<>();
    Matcher matcher = EVENT_OR_GAP.matcher(json);
    while (matcher.find()) {
      items.add(
          matcher.group(3) == null
              ? event(matcher.group(1), matcher.group(2))
              : gap(matcher.group(3)));
    }
    return items;
  }

  public boolean isGap() {
    return !gapNext.isEmpty();
  }

  public long offset() {
    return Long.parseLong(id.substring(id.indexOf('-') + 1));
  }

  /** Where a client that has this resumes. */
  public String place() {
    if (!isGap()) {
      return id;
    }
    int dash = gapNext.indexOf('-');
    return gapNext.substring(0, dash + 1) + (Long.parseLong(gapNext.substring(dash + 1)) - 1);
  }
}
