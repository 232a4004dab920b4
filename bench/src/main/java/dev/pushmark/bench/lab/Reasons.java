package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.process.ChildProcess;
import java.util.List;

/** How the ends of processes read in a sentence. */
final class Reasons {
  private Reasons() {}

  static String exit(int code) {
    return code > 128 && code < 160
        ? "was ended by signal " + (code - 128)
        : "ended with exit code " + code;
  }

  /** The last line a process wrote to its error stream, as the end of a sentence. */
  static String lastWords(ChildProcess child) {
    List<String> errors = child.errors().stream().filter(line -> !line.isBlank()).toList();
    return errors.isEmpty() ? "" : ": " + explanation(errors);
  }

  /** The first line of a stack trace says more than its last. */
  private static String explanation(List<String> errors) {
    return errors.stream()
        .filter(line -> line.startsWith("Exception in thread") || line.startsWith("Caused by"))
        .reduce((first, last) -> last)
        .orElse(errors.get(errors.size() - 1))
        .strip();
  }
}
