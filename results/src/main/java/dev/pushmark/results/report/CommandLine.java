package dev.pushmark.results.report;

import java.util.List;
import java.util.stream.Collectors;

/** A command as it can be pasted into a shell. */
final class CommandLine {
  private CommandLine() {}

  static String of(List<String> words) {
    return words.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
