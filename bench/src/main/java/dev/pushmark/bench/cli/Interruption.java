package dev.pushmark.bench.cli;

import java.nio.file.Path;

/** Says what is left when a run is ended by Ctrl-C or a signal, while the children are stopped. */
final class Interruption {
  /** What a shell reports for a program ended by Ctrl-C; a JVM in shutdown ends with its own. */
  static final int EXIT_CODE = 130;

  private final Thread hook;

  Interruption(ProgressLines progress, Path folder) {
    hook = new Thread(() -> progress.interrupted(folder), "say-interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The run has come to its end. */
  void cancel() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      // Then the hook has run, and rightly.
    }
  }
}
