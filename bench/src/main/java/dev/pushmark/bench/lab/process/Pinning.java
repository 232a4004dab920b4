package dev.pushmark.bench.lab.process;

import java.util.List;

/**
 * Which cores the server and the injector may use.
 *
 * @param server cores of the server; all that are allowed if not pinned
 * @param injector cores of the injector; all that are allowed if not pinned
 * @param whyNot why nothing is pinned, in words; empty if it is
 */
public record Pinning(Cores server, Cores injector, String whyNot) {

  /**
   * Divides the allowed cores: the first half for the server, the rest for the injector.
   *
   * @param allowed the cores this process itself may use
   * @param tasksetFound whether the program that pins is there
   */
  public static Pinning divide(Cores allowed, boolean tasksetFound) {
    if (allowed.count() < 2) {
      return new Pinning(allowed, allowed, "there is only one core");
    }
    if (!tasksetFound) {
      return new Pinning(allowed, allowed, "taskset (util-linux) was not found");
    }
    return new Pinning(allowed.firstHalf(), allowed.secondHalf(), "");
  }

  /** Whether the two processes are kept apart. */
  public boolean isPinned() {
    return whyNot.isEmpty();
  }

  /** The words before a command that keep it on its cores; none if nothing is pinned. */
  public List<String> prefix(Cores cores) {
    return isPinned() ? List.of("taskset", "-c", cores.toString()) : List.of();
  }
}
