package dev.pushmark.server.access;

import java.util.List;

/**
 * Which rooms are meant: each pattern is a room's name, or the beginning of one followed by {@code
 * *}.
 */
public record RoomPatterns(List<String> patterns) {
  public static final RoomPatterns ALL = new RoomPatterns(List.of("*"));
  public static final RoomPatterns NONE = new RoomPatterns(List.of());

  public RoomPatterns {
    patterns = List.copyOf(patterns);
  }

  /** Whether one of the patterns means the room of this name. */
  public boolean match(String room) {
    for (String pattern : patterns) {
      boolean prefix = pattern.endsWith("*");
      if (prefix ? room.regionMatches(0, pattern, 0, pattern.length() - 1) : room.equals(pattern)) {
        return true;
      }
    }
    return false;
  }
}
