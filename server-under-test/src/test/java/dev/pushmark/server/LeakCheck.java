package dev.pushmark.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class during which Netty's leak detector reported a buffer that was not released.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
  private static final Logger DETECTOR = Logger.getLogger("io.netty.util.ResourceLeakDetector");
  private static final int ROUNDS = 3;

  private final Queue<String> reports = new ConcurrentLinkedQueue<>();
  private final Handler recorder =
      new Handler() {
        @Override
        public void publish(LogRecord report) {
          reports.add(report.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @Override
  public void beforeAll(ExtensionContext context) {
    DETECTOR.addHandler(recorder);
  }

  /** A leak is noticed when its buffer has been collected and another one is allocated. */
  @Override
  public void afterAll(ExtensionContext context) {
    for (int i = 0; i < ROUNDS; i++) {
      System.gc();
      ByteBufAllocator.DEFAULT.buffer(1).release();
    }
    DETECTOR.removeHandler(recorder);
    assertThat(reports).isEmpty();
  }
}
