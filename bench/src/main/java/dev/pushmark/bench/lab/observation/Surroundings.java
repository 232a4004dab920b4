package dev.pushmark.bench.lab.observation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;

/** Reads what belongs to no process: the kernel's memory for sockets, its interrupts, energy. */
final class Surroundings {
  private static final long MS = 1_000_000L;
  private static final long KIB = 1024L;
  private static final Pattern BUFFERS = Pattern.compile("(?m)^(?:TCP|UDP): .*\\bmem (\\d+)");
  private static final Pattern SLAB = Pattern.compile("(?m)^Slab:\\s+(\\d+) kB");

  private final Path proc;
  private final Path powercap;
  private final long pageBytes;
  private final CentralProcessor processor;

  /**
   * Reads from these.
   *
   * @param proc {@code /proc}
   * @param powercap where the kernel shows what CPU packages use (RAPL)
   */
  Surroundings(Path proc, Path powercap, long pageBytes, CentralProcessor processor) {
    this.proc = proc;
    this.powercap = powercap;
    this.pageBytes = pageBytes;
    this.processor = processor;
  }

  /** The kernel's memory; null where the system does not tell. */
  record Memory(@Nullable Long socketBytes, @Nullable Long slabBytes) {}

  /**
   * What only grows.
   *
   * @param energyMicrojoules by CPU package; empty where the system does not tell
   */
  record Counters(long softirqNs, Map<Path, Long> energyMicrojoules) {}

  Memory memory() {
    OptionalLong pages = sum(BUFFERS, proc.resolve("net/sockstat"));
    OptionalLong slabKib = sum(SLAB, proc.resolve("meminfo"));
    return new Memory(
        pages.isPresent() ? pages.getAsLong() * pageBytes : null,
        slabKib.isPresent() ? slabKib.getAsLong() * KIB : null);
  }

  private static OptionalLong sum(Pattern pattern, Path file) {
    try {
      Matcher found = pattern.matcher(Files.readString(file));
      boolean any = false;
      long sum = 0;
      while (found.find()) {
        any = true;
        sum += Long.parseLong(found.group(1));
      }
      return any ? OptionalLong.of(sum) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  Counters counters() {
    long ticks = processor.getSystemCpuLoadTicks()[TickType.SOFTIRQ.getIndex()];
    return new Counters(ticks * MS, energy());
  }

  private Map<Path, Long> energy() {
    Map<Path, Long> packages = new TreeMap<>();
    try (DirectoryStream<Path> zones = Files.newDirectoryStream(powercap, "intel-rapl:?")) {
      for (Path zone : zones) {
        packages.put(zone, number(zone.resolve("energy_uj")));
      }
    } catch (IOException e) {
      return Map.of(); // there are none, or only root may read them
    }
    return packages;
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  /** What the packages used in between, counters that began anew included. */
  @Nullable Long energyMicrojoules(Counters from, Counters to) {
    if (from.energyMicrojoules().isEmpty()
        || !from.energyMicrojoules().keySet().equals(to.energyMicrojoules().keySet())) {
      return null;
    }
    long sum = 0;
    for (Map.Entry<Path, Long> zone : to.energyMicrojoules().entrySet()) {
      long used = zone.getValue() - from.energyMicrojoules().getOrDefault(zone.getKey(), 0L);
      try {
        sum += used >= 0 ? used : used + number(zone.getKey().resolve("max_energy_range_uj"));
      } catch (IOException e) {
        return null;
      }
    }
    return sum;
  }
}
