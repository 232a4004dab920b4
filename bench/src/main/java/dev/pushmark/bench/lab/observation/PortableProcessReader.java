package dev.pushmark.bench.lab.observation;

import java.io.IOException;
import java.util.Map;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Looks at processes through OSHI, for systems without Linux's {@code /proc}: CPU time in
 * milliseconds, no run-queue delay, all context switches counted as voluntary.
 */
final class PortableProcessReader implements ProcessReader {
  private static final long MS = 1_000_000L;

  private final OperatingSystem system;

  PortableProcessReader(OperatingSystem system) {
    this.system = system;
  }

  @Override
  public Look look(long pid) throws IOException {
    OSProcess process = system.getProcess(Math.toIntExact(pid));
    if (process == null) {
      throw new IOException("process " + pid + " has ended");
    }
    long userNs = process.getUserTime() * MS;
    long systemNs = process.getKernelTime() * MS;
    return new Look(
        Map.of(0L, new TaskTimes(userNs + systemNs, 0, process.getContextSwitches(), 0)),
        userNs,
        systemNs,
        process.getResidentSetSize(),
        process.getThreadCount());
  }
}
