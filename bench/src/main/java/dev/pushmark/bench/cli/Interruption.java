package dev.pushmark.bench.cli;

/** Says what is left when a run is ended by Ctrl-C or a signal, while the children are stopped. */
final class Interruption {
  /** What a shell reports for a program ended by Ctrl-C; a JVM in shutdown ends with its own. */
  static final int EXIT_CODE = 130;

  private final Thread hook;

  /** Until {@link #cancel}, the end of the program runs this. */
  Interruption(Runnable say) {
    hook = new Thread(say, "say-interrupted");
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
