package dev.pushmark.server.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Everything that the process complains about while this is open: what is logged at WARN and above,
 * Netty's leak detector included, and what is written to the error stream, where stack traces of
 * threads end.
 */
final class Complaints implements AutoCloseable {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final PrintStream errorStream = System.err;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Listener listener = new Listener();
  private volatile Supplier<String> circumstances = () -> "";

  Complaints() {
    listener.start();
    ROOT.addAppender(listener);
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  /** What {@code circumstances} says when a complaint is heard is told with it from now on. */
  void tellWith(Supplier<String> circumstances) {
    this.circumstances = circumstances;
  }

  /** All complaints so far, empty when there is none. */
  String text() {
    return String.join("\n", heard) + errors.toString(StandardCharsets.UTF_8);
  }

  private final class Listener extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
        String trace = ThrowableProxyUtil.asString(event.getThrowableProxy());
        heard.add(event + circumstances.get() + "\n" + trace);
      }
    }
  }

  @Override
  public void close() {
    ROOT.detachAppender(listener);
    System.setErr(errorStream);
  }
}
