package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.process.ChildProcess;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How the ends of processes read in a sentence. */
public final class Reasons {
  private Reasons() {}

  /** What follows a process's name. */
  public static String exit(int code) {
    return code > 128 && code < 160
        ? "was ended by signal " + (code - 128)
        : "ended with exit code " + code;
  }

  /** The last line a process wrote to its error stream, as the end of a sentence. */
  public static String lastWords(ChildProcess child) {
    List<String> errors = child.errors().stream().filter(line -> !line.isBlank()).toList();
    return errors.isEmpty() ? "" : ": " + explanation(errors);
  }

  /** What led to an end says more than where it came to light. */
  private static String explanation(List<String> errors) {
    return last(errors, line -> line.contains("OutOfMemoryError"))
        .or(() -> last(errors, line -> line.matches("(Exception in thread|Caused by).*")))
        .or(() -> last(errors, line -> !line.matches("\\s+(at |\\.\\.\\. ).*")))
        .orElse(errors.get(errors.size() - 1))
        .strip();
  }

  private static Optional<String> last(List<String> lines, Predicate<String> wanted) {
    return lines.stream().filter(wanted).reduce((first, last) -> last);
  }
}
