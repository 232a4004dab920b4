package dev.pushmark.scenarios.stamp;

/** Finds a stamp where a client hands on text instead of bytes. */
public final class StampText {
  /** There is no stamp. */
  public static final long NONE = Long.MIN_VALUE;

  private static final String MAGIC = "~pM~";
  private static final int RADIX = 16;

  private StampText() {}

  /** When the event of the first stamp was to be sent; {@link #NONE} if there is no stamp. */
  public static long intendedSendTimeNs(String text) {
    int at = text.indexOf(MAGIC);
    if (at < 0 || text.length() - at < Stamp.LENGTH) {
      return NONE;
    }
    return Long.parseUnsignedLong(text, at + Stamp.INTENDED, at + Stamp.ACTUAL, RADIX);
  }
}
