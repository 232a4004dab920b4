package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test class during which Netty's leak detector reported a buffer that was not released.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
  private static final Logger DETECTOR =
      (Logger) LoggerFactory.getLogger("io.netty.util.ResourceLeakDetector");
  private static final int ROUNDS = 3;

  private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    reports.start();
    DETECTOR.addAppender(reports);
  }

  /** A leak is noticed when its buffer has been collected and another one is allocated. */
  @Override
  public void afterAll(ExtensionContext context) {
    for (int i = 0; i < ROUNDS; i++) {
      System.gc();
      ByteBufAllocator.DEFAULT.buffer(1).release();
    }
    DETECTOR.detachAppender(reports);
    assertThat(reports.list).noneMatch(report -> report.getLevel().isGreaterOrEqual(Level.ERROR));
  }
}
