package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Pinning;
import picocli.CommandLine.Option;

/** What becomes of the cores that a round is measured on. */
final class CoreOptions {
  @Option(
      names = "--let-cores-sleep",
      description = {
        "Let idle cores fall asleep. Else a process that gives way at once keeps them awake, since the",
        "time that a core takes to wake up is the machine's and not the transport's (Linux)."
      })
  private boolean letCoresSleep;

  /** How the machine's cores are divided. */
  Pinning pinning(Machine machine) {
    return machine.pinning(!letCoresSleep);
  }
}
