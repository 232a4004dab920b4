package dev.pushmark.bench.lab.observation;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at a process and all that it started, as if they were one. */
final class FamilyReader implements ProcessReader {
  private final ProcessReader reader;

  FamilyReader(ProcessReader reader) {
    this.reader = reader;
  }

  @Override
  public Look look(long pid) throws IOException {
    Look sum = reader.look(pid);
    List<ProcessHandle> offspring =
        ProcessHandle.of(pid).map(process -> process.descendants().toList()).orElse(List.of());
    for (ProcessHandle each : offspring) {
      try {
        sum = sum(sum, reader.look(each.pid()));
      } catch (IOException endedSinceListed) {
        // What it used is in the last look.
      }
    }
    return sum;
  }

  private static Look sum(Look one, Look other) {
    Map<Long, TaskTimes> tasks = new HashMap<>(one.tasks());
    other.tasks().forEach(tasks::putIfAbsent);
    return new Look(
        tasks,
        one.userNs() + other.userNs(),
        one.systemNs() + other.systemNs(),
        one.rssBytes() + other.rssBytes(),
        one.threads() + other.threads());
  }
}
