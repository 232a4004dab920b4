package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.JvmFlags;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.results.model.Environment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Describes where a run takes place. */
public final class EnvironmentProbe {
  private static final int ID_BYTES = 6;

  private final Machine machine;
  private final Machine.Steal steal;
  private final double loadAverage;

  /** Notes the load of the machine now, before a run adds its own. */
  public EnvironmentProbe(Machine machine) {
    this.machine = machine;
    this.loadAverage = machine.loadAverage();
    this.steal = machine.watchSteal();
  }

  /** The environment, with the steal seen since this probe was made. */
  public Environment environment(Pinning pinning, JvmFlags flags) {
    String serverCores = pinning.isPinned() ? pinning.server().toString() : "";
    String injectorCores = pinning.isPinned() ? pinning.injector().toString() : "";
    List<Object> comparable =
        List.of(
            machine.cpu(),
            machine.cores(),
            machine.memoryBytes(),
            machine.kernel(),
            machine.congestionControl(),
            Machine.jdk(),
            serverCores,
            injectorCores,
            pinning.awake(),
            flags);
    return new Environment(
        hash(comparable.toString()),
        machine.cpu(),
        machine.cores(),
        machine.memoryBytes(),
        machine.kernel(),
        machine.congestionControl(),
        Machine.jdk(),
        serverCores,
        injectorCores,
        pinning.awake(),
        flags.server(),
        flags.injector(),
        loadAverage,
        steal.share());
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
