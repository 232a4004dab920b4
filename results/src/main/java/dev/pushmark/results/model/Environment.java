package dev.pushmark.results.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run took place.
 *
 * @param id hash over what makes figures comparable: CPU, cores, memory, kernel, congestion
 *     control, JDK, flags, whether idle cores may sleep; not over load, steal, the time or the
 *     browser
 * @param cpu model name
 * @param cores logical cores
 * @param memoryBytes physical memory
 * @param kernel operating system, release and architecture
 * @param congestionControl of TCP
 * @param jdk vendor and full version
 * @param serverCores cores the server was pinned to; empty if not pinned
 * @param injectorCores cores the injector was pinned to; empty if not pinned
 * @param coresAwake whether idle cores were kept from falling asleep
 * @param serverFlags JVM flags of the server, its garbage collector among them
 * @param injectorFlags JVM flags of the injector
 * @param loadAverage one-minute load average when the run began
 * @param stealShare share of CPU time taken by the hypervisor during the run, 0 to 1
 * @param browser name and version of the browser that subscribed, too; null where there was none
 */
public record Environment(
    String id,
    String cpu,
    int cores,
    long memoryBytes,
    String kernel,
    String congestionControl,
    String jdk,
    String serverCores,
    String injectorCores,
    boolean coresAwake,
    List<String> serverFlags,
    List<String> injectorFlags,
    double loadAverage,
    double stealShare,
    @Nullable String browser) {
  /** Without a browser. */
  public Environment(
      String id,
      String cpu,
      int cores,
      long memoryBytes,
      String kernel,
      String congestionControl,
      String jdk,
      String serverCores,
      String injectorCores,
      boolean coresAwake,
      List<String> serverFlags,
      List<String> injectorFlags,
      double loadAverage,
      double stealShare) {
    this(
        id,
        cpu,
        cores,
        memoryBytes,
        kernel,
        congestionControl,
        jdk,
        serverCores,
        injectorCores,
        coresAwake,
        serverFlags,
        injectorFlags,
        loadAverage,
        stealShare,
        null);
  }

  public Environment {
    serverFlags = List.copyOf(serverFlags);
    injectorFlags = List.copyOf(injectorFlags);
  }

  /** The same where a browser subscribed, too. */
  public Environment with(@Nullable String browserAndVersion) {
    return new Environment(
        id,
        cpu,
        cores,
        memoryBytes,
        kernel,
        congestionControl,
        jdk,
        serverCores,
        injectorCores,
        coresAwake,
        serverFlags,
        injectorFlags,
        loadAverage,
        stealShare,
        browserAndVersion);
  }
}
