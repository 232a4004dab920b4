package dev.pushmark.bench.lab.observation;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.process.Awake;
import dev.pushmark.bench.lab.process.Cores;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.lab.process.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.HardwareAbstractionLayer;

/** The machine that everything runs on. */
public final class Machine {
  private static final Path PROC = Path.of("/proc");
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final Path POWERCAP = Path.of("/sys/class/powercap");
  private static final String UNKNOWN = "unknown";

  private final SystemInfo system = new SystemInfo();
  private final HardwareAbstractionLayer hardware = system.getHardware();
  private final boolean readsHeaps;

  /** Its watches leave the heaps of the processes alone. */
  public Machine() {
    this(false);
  }

  private Machine(boolean readsHeaps) {
    this.readsHeaps = readsHeaps;
  }

  /** Its watches end with a full garbage collection of the server, whose heap they then read. */
  public static Machine readingHeaps() {
    return new Machine(true);
  }

  /** Model name of the CPU. */
  public String cpu() {
    return hardware.getProcessor().getProcessorIdentifier().getName().strip();
  }

  /** Logical cores, whether we may use them or not. */
  public int cores() {
    return hardware.getProcessor().getLogicalProcessorCount();
  }

  /** Physical memory. */
  public long memoryBytes() {
    return hardware.getMemory().getTotal();
  }

  /** Operating system, release and architecture. */
  public String kernel() {
    return String.join(
        " ",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"));
  }

  /** TCP's congestion control; {@code unknown} where the system does not tell. */
  public String congestionControl() {
    try {
      return Files.readString(PROC.resolve("sys/net/ipv4/tcp_congestion_control")).strip();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** Vendor and version of the JDK that runs this and all children. */
  public static String jdk() {
    return System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version");
  }

  /** One-minute load average; negative where the system has none. */
  public double loadAverage() {
    return hardware.getProcessor().getSystemLoadAverage(1)[0];
  }

  /** The cores that this process may use; all of them where the system has no affinity. */
  public Cores allowedCores() {
    try {
      return Files.readAllLines(PROC.resolve("self/status")).stream()
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .map(line -> Cores.parse(line.substring(line.indexOf(':') + 1)))
          .findFirst()
          .orElseGet(this::allCores);
    } catch (IOException e) {
      return allCores();
    }
  }

  /**
   * Divides those cores among server and injector.
   *
   * @param awake whether idle cores are to be kept awake; where CPU time is rationed they never
   *     are, for that would use it up
   */
  public Pinning pinning(boolean awake) {
    return Pinning.divide(
        allowedCores(),
        Programs.isInstalled("taskset"),
        awake && Awake.isPossible() && !new CpuQuota(PROC, CGROUPS).isSet());
  }

  private Cores allCores() {
    return new Cores(IntStream.range(0, cores()).boxed().collect(Collectors.toList()));
  }

  /** Begins to count the time that the hypervisor takes away. */
  public Steal watchSteal() {
    CentralProcessor processor = hardware.getProcessor();
    return new Steal(processor, processor.getSystemCpuLoadTicks());
  }

  /**
   * A watch on the processes of a round.
   *
   * @param url where the server is
   * @param serverHasOffspring whether processes that it starts are part of it
   * @param serverPid the server's process, or empty if it is not ours
   * @param witnessPid the witness's, or empty if there is none
   * @param browserPid the browser's, to which all that it starts belongs; empty if there is none
   */
  public RoundWatch watch(
      Clock clock,
      Pinning pinning,
      URI url,
      boolean serverHasOffspring,
      OptionalLong serverPid,
      long injectorPid,
      OptionalLong witnessPid,
      OptionalLong browserPid) {
    ProcessReader reader = reader();
    return new RoundWatch(
        clock,
        new CoreLoad(hardware.getProcessor()),
        new Surroundings(
            PROC, POWERCAP, hardware.getMemory().getPageSize(), hardware.getProcessor()),
        readsHeaps && serverPid.isPresent() ? new HeapReader(serverPid.getAsLong()) : null,
        LinkCounters.towards(url),
        pinning,
        serverPid.isPresent()
            ? new ProcessWatch(
                serverHasOffspring ? new FamilyReader(reader) : reader,
                serverPid.getAsLong(),
                pinning.server().count())
            : null,
        new ProcessWatch(reader, injectorPid, pinning.injector().count()),
        witnessPid.isPresent()
            ? new ProcessWatch(reader, witnessPid.getAsLong(), pinning.injector().count())
            : null,
        browserPid.isPresent()
            ? new ProcessWatch(
                new FamilyReader(reader), browserPid.getAsLong(), pinning.injector().count())
            : null);
  }

  private ProcessReader reader() {
    return Files.isReadable(PROC.resolve("self/schedstat"))
        ? new LinuxProcessReader(PROC)
        : new PortableProcessReader(system.getOperatingSystem());
  }

  /** The share of CPU time taken by the hypervisor since the watch began. */
  public static final class Steal {
    private final CentralProcessor processor;
    private final long[] begin;

    Steal(CentralProcessor processor, long[] begin) {
      this.processor = processor;
      this.begin = begin.clone();
    }

    /** 0 to 1, of the whole machine; 0 where the system does not tell. */
    public double share() {
      long[] end = processor.getSystemCpuLoadTicks();
      long all = 0;
      for (TickType type : TickType.values()) {
        all += end[type.getIndex()] - begin[type.getIndex()];
      }
      long stolen = end[TickType.STEAL.getIndex()] - begin[TickType.STEAL.getIndex()];
      return all <= 0 ? 0 : (double) stolen / all;
    }
  }
}
