package dev.pushmark.bench.lab.observation;

import dev.pushmark.bench.lab.process.Cores;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;

/** How long each core has been busy, for whomever. */
final class CoreLoad {
  private static final long MS = 1_000_000L;

  private final CentralProcessor processor;

  CoreLoad(CentralProcessor processor) {
    this.processor = processor;
  }

  /**
   * Time since boot that these cores together were busy or taken away by the hypervisor. What is
   * nice gives way, and keeps nobody from anything: mostly it is ours, to keep the cores awake.
   */
  long busyNs(Cores cores) {
    long[][] ticks = processor.getProcessorCpuLoadTicks();
    long busy = 0;
    for (int core : cores.numbers()) {
      if (core < ticks.length) {
        for (TickType type : TickType.values()) {
          boolean idle = type == TickType.IDLE || type == TickType.IOWAIT || type == TickType.NICE;
          busy += idle ? 0 : ticks[core][type.getIndex()];
        }
      }
    }
    return busy * MS;
  }
}
