package dev.pushmark.bench.lab.process;

import java.util.List;

/**
 * Which cores the server and the injector may use.
 *
 * @param server cores of the server; all that are allowed if not pinned
 * @param injector cores of the injector; all that are allowed if not pinned
 * @param whyNot why nothing is pinned, in words; empty if it is
 * @param awake whether idle cores are kept from falling asleep, as by {@link Awake}
 */
public record Pinning(Cores server, Cores injector, String whyNot, boolean awake) {
  /** Of cores that may fall asleep. */
  public Pinning(Cores server, Cores injector, String whyNot) {
    this(server, injector, whyNot, false);
  }

  /**
   * Divides the allowed cores: the first half for the server, the rest for the injector.
   *
   * @param allowed the cores this process itself may use
   * @param tasksetFound whether the program that pins is there
   * @param awake whether idle cores are to be kept awake; those that are shared never are
   */
  public static Pinning divide(Cores allowed, boolean tasksetFound, boolean awake) {
    if (allowed.count() < 2) {
      return new Pinning(allowed, allowed, "there is only one core");
    }
    if (!tasksetFound) {
      return new Pinning(allowed, allowed, "taskset (util-linux) was not found");
    }
    return new Pinning(allowed.firstHalf(), allowed.secondHalf(), "", awake);
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
