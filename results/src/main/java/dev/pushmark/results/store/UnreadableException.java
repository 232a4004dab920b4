package dev.pushmark.results.store;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file or folder that is there but does not hold what it should; the message is one line. */
public final class UnreadableException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  UnreadableException(String message) {
    super(message);
  }

  UnreadableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
