package dev.pushmark.scenarios;

import org.opentest4j.TestAbortedException;

/** What some tests need of the machine. */
public final class Needs {
  private Needs() {}

  /** Skips the test for want of something; fails it where nothing may be skipped. */
  public static void skip(String want) {
    if ("1".equals(System.getenv("PUSHMARK_REQUIRE_ALL"))) {
      throw new AssertionError(want);
    }
    throw new TestAbortedException(want);
  }
}
