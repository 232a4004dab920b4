package dev.pushmark.bench.lab.observation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads {@code /proc}. Times of threads come from {@code task/TID/schedstat}, in nanoseconds; the
 * file of the same name beside {@code task} covers the main thread only.
 */
final class LinuxProcessReader implements ProcessReader {
  /** {@code USER_HZ}: 100 on every Linux that a JVM runs on, whatever the kernel's own tick. */
  private static final long TICK_NS = 10_000_000L;

  private static final long PAGE_BYTES_UNIT = 1024L;

  private final Path proc;

  LinuxProcessReader(Path proc) {
    this.proc = proc;
  }

  @Override
  public Look look(long pid) throws IOException {
    Path folder = proc.resolve(Long.toString(pid));
    // Fields after the command name, which may itself hold spaces and parentheses.
    String stat = Files.readString(folder.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    Map<String, Long> status = status(folder);
    return new Look(
        tasks(folder.resolve("task")),
        Long.parseLong(fields[11]) * TICK_NS,
        Long.parseLong(fields[12]) * TICK_NS,
        status.getOrDefault("VmRSS", 0L) * PAGE_BYTES_UNIT,
        status.getOrDefault("Threads", 0L).intValue());
  }

  private static Map<Long, TaskTimes> tasks(Path folder) throws IOException {
    Map<Long, TaskTimes> tasks = new HashMap<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder)) {
      for (Path thread : threads) {
        try {
          tasks.put(Long.parseLong(thread.getFileName().toString()), task(thread));
        } catch (IOException endedSinceListed) {
          // What the thread used is in the last look.
        }
      }
    }
    return tasks;
  }

  private static TaskTimes task(Path folder) throws IOException {
    String[] schedstat = Files.readString(folder.resolve("schedstat")).strip().split(" ", -1);
    Map<String, Long> status = status(folder);
    return new TaskTimes(
        Long.parseLong(schedstat[0]),
        Long.parseLong(schedstat[1]),
        status.getOrDefault("voluntary_ctxt_switches", 0L),
        status.getOrDefault("nonvoluntary_ctxt_switches", 0L));
  }

  /** The lines of a {@code status} file whose value is a number, without the unit. */
  private static Map<String, Long> status(Path folder) throws IOException {
    Map<String, Long> values = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("status"))) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip().split("[ \t]", 2)[0];
      if (value.matches("\\d{1,18}")) {
        values.put(line.substring(0, colon), Long.parseLong(value));
      }
    }
    return values;
  }
}
