package dev.pushmark.server.room;

import org.jspecify.annotations.Nullable;

/**
 * A place in a room's log, written {@code EPOCH-OFFSET}. Offset 0 stands before the first event.
 *
 * @param epoch the life of the room: {@code [a-z0-9]+}
 */
public record EventId(String epoch, long offset) {
  private static final int MAX_EPOCH_CHARS = 32;
  private static final int MAX_OFFSET_DIGITS = 18;

  /** The id that {@code text} writes, or null when it writes none. */
  public static @Nullable EventId parse(CharSequence text) {
    int dash = 0;
    while (dash < text.length() && isEpochChar(text.charAt(dash))) {
      dash++;
    }
    int digits = text.length() - dash - 1;
    if (dash == 0 || dash > MAX_EPOCH_CHARS || digits < 1 || digits > MAX_OFFSET_DIGITS) {
      return null;
    }
    if (text.charAt(dash) != '-' || (digits > 1 && text.charAt(dash + 1) == '0')) {
      return null;
    }
    long offset = 0;
    for (int i = dash + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      offset = offset * 10 + (c - '0');
    }
    return new EventId(text.subSequence(0, dash).toString(), offset);
  }

  private static boolean isEpochChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return epoch + "-" + offset;
  }
}
