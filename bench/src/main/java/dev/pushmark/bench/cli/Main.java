package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.ChildCommands;
import java.util.List;
import picocli.CommandLine;

/** Where {@code ./pushmark} ends up. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] words) {
    Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
    Measuring measuring = new Measuring(terminal, Clock.system(), List.of(words));
    Calibrating calibrating = new Calibrating(terminal, Clock.system(), List.of(words));
    CommandLine line =
        PushmarkCommand.commandLine(
            terminal,
            measuring,
            calibrating,
            new ServeCommand(ChildCommands::server),
            new MicroCommand());
    System.exit(line.execute(words));
  }
}
