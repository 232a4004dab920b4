package dev.pushmark.bench.lab.process;

import java.util.ArrayList;
import java.util.List;

/**
 * The flags of the two JVMs, all set: left alone, a JVM that sees one core chooses another
 * collector and other pools than one that sees two, so figures would depend on the pinning.
 *
 * @param server flags of the server
 * @param injector flags of the injector
 */
public record JvmFlags(List<String> server, List<String> injector) {
  private static final int FIRST_WITH_UNSAFE_WARNING = 24;

  /**
   * With one core only. The optimizing compiler would compete with the event loop for it, for
   * longer than a round lasts, and most of the CPU time per delivery would be its own; code of the
   * first tier is compiled at once and not much slower at what is mostly system calls.
   */
  private static final String FIRST_TIER = "-XX:TieredStopAtLevel=1";

  /** Flags of a process that shares the cores of one that is measured. */
  public static final List<String> LIGHT =
      List.of("-XX:+UseSerialGC", "-Xmx64m", FIRST_TIER, "--enable-native-access=ALL-UNNAMED");

  public JvmFlags {
    server = List.copyOf(server);
    injector = List.copyOf(injector);
  }

  /**
   * Flags for a number of cores each.
   *
   * @param javaFeature feature version of the JDK, such as 17
   */
  public static JvmFlags of(int serverCores, int injectorCores, int javaFeature) {
    List<String> server = common(serverCores, javaFeature);
    server.addAll(
        serverCores == 1
            ? List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xmn16m", FIRST_TIER)
            : List.of("-XX:+UseG1GC", "-Xmx1g"));
    List<String> injector = common(injectorCores, javaFeature);
    // Gatling reads the JDK's own strings without copying them.
    injector.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    injector.addAll(
        injectorCores == 1
            ? List.of("-XX:+UseSerialGC", "-Xmx1g", "-Xmn128m", FIRST_TIER)
            : List.of("-XX:+UseG1GC", "-Xmx2g"));
    return new JvmFlags(server, injector);
  }

  private static List<String> common(int cores, int javaFeature) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-XX:ActiveProcessorCount=" + cores,
                "-Dio.netty.eventLoopThreads=" + cores,
                "--enable-native-access=ALL-UNNAMED"));
    if (javaFeature >= FIRST_WITH_UNSAFE_WARNING) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    return flags;
  }
}
