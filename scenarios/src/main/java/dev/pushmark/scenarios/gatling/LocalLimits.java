package dev.pushmark.scenarios.gatling;

import java.util.List;

/**
 * Tells a connection that this machine could not make from one that the server did not take: an
 * injector out of local ports or descriptors says nothing about the server.
 */
final class LocalLimits {
  /** How the kernel words EADDRNOTAVAIL, EMFILE, ENFILE and ENOBUFS. */
  private static final List<String> EXHAUSTED =
      List.of(
          "Cannot assign requested address", "Too many open files", "No buffer space available");

  private LocalLimits() {}

  /** Whether a subscription or publisher failed for such a reason. */
  static boolean explain(String reason) {
    return EXHAUSTED.stream().anyMatch(reason::contains);
  }

  /** The complaint about it: the same for everybody, whatever address the reason names. */
  static String complaint(String reason) {
    String exhausted = EXHAUSTED.stream().filter(reason::contains).findFirst().orElse(reason);
    return "the injector could not make a connection, for lack of "
        + (exhausted.equals(EXHAUSTED.get(0)) ? "local ports" : "descriptors or memory")
        + " ("
        + exhausted
        + ")";
  }
}
