package dev.pushmark.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBufAllocator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test class during which Netty warned: of a buffer that was not released, or of an
 * exception that nobody on the event loop took.
 */
public final class LogCheck implements BeforeAllCallback, AfterAllCallback {
  private static final int ROUNDS = 3;

  private final Logger netty = (Logger) LoggerFactory.getLogger("io.netty");
  private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            String cause =
                event.getThrowableProxy() == null
                    ? ""
                    : " " + event.getThrowableProxy().getMessage();
            warnings.add(event.getFormattedMessage() + cause);
          }
        }
      };

  @Override
  public void beforeAll(ExtensionContext context) {
    netty.setLevel(Level.WARN);
    appender.start();
    netty.addAppender(appender);
  }

  /** A leak is noticed when its buffer has been collected and another one is allocated. */
  @Override
  public void afterAll(ExtensionContext context) {
    for (int i = 0; i < ROUNDS; i++) {
      System.gc();
      ByteBufAllocator.DEFAULT.buffer(1).release();
    }
    netty.detachAppender(appender);
    assertThat(warnings).isEmpty();
  }
}
