package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.plan.BadPlanException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;

/** Errors that the person at the keyboard can mend: one line, no stack trace. */
final class UsageErrors {
  private UsageErrors() {}

  static int parameter(CommandLine.ParameterException e, String[] words) {
    CommandLine command = e.getCommandLine();
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      say(command, unknown(unmatched));
    } else {
      say(command, String.valueOf(e.getMessage()));
    }
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return Conclusion.USAGE;
  }

  private static String unknown(CommandLine.UnmatchedArgumentException e) {
    List<String> words = e.getUnmatched();
    List<String> meant = e.getSuggestions();
    return (words.isEmpty() ? "something" : words.get(0))
        + " is not known here"
        + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?");
  }

  static int execution(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof BadPlanException) {
      say(command, String.valueOf(e.getMessage()));
      return Conclusion.USAGE;
    }
    if (e instanceof IOException) {
      say(command, "cannot read or write: " + e.getMessage());
      return Conclusion.INVALID;
    }
    throw e;
  }

  private static void say(CommandLine command, String message) {
    command.getErr().println("pushmark: " + message);
  }
}
