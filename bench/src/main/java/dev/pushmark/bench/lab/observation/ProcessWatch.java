package dev.pushmark.bench.lab.observation;

import dev.pushmark.results.model.Usage;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches one process through a round: {@link #beforeSubscribers}, {@link #measurementBegins},
 * {@link #measurementEnds}, and in between {@link #glance} at least once a second. Thread safe. A
 * process that ends while it is watched leaves no usage.
 */
public final class ProcessWatch {
  /** A clock tick for each of user and system time, at each end. */
  private static final long ROUNDING_NS = 40_000_000L;

  private final ProcessReader reader;
  private final long pid;
  private final int cores;
  private final TaskLedger ledger = new TaskLedger();
  private long rssAtStartBytes;
  private @Nullable Reading first;
  private @Nullable Reading last;

  ProcessWatch(ProcessReader reader, long pid, int cores) {
    this.reader = reader;
    this.pid = pid;
    this.cores = cores;
  }

  private record Reading(TaskTimes tasks, ProcessReader.Look look) {}

  /** Notes the memory that the process takes with nobody subscribed. */
  public synchronized void beforeSubscribers() {
    read().ifPresent(reading -> rssAtStartBytes = reading.look().rssBytes());
  }

  /** Keeps sight of threads that would otherwise come and go unseen. */
  public synchronized void glance() {
    read();
  }

  /** The reading from which usage is counted. */
  public synchronized void measurementBegins() {
    first = read().orElse(null);
  }

  /** The reading to which usage is counted. */
  public synchronized void measurementEnds() {
    last = read().orElse(null);
  }

  /** What the process used in between; empty if either end was missed. */
  public synchronized Optional<Usage> usage() {
    Reading from = first;
    Reading to = last;
    if (from == null || to == null) {
      return Optional.empty();
    }
    TaskTimes used = to.tasks().minus(from.tasks());
    long userNs = to.look().userNs() - from.look().userNs();
    long systemNs = to.look().systemNs() - from.look().systemNs();
    return Optional.of(
        new Usage(
            cores,
            cpuNs(used.cpuNs(), userNs + systemNs),
            userNs,
            systemNs,
            used.runQueueNs(),
            used.voluntarySwitches(),
            used.involuntarySwitches(),
            rssAtStartBytes,
            to.look().rssBytes(),
            to.look().threads()));
  }

  /** The finer account, unless the coarser one shows that a thread came and went between looks. */
  private static long cpuNs(long ofTasks, long ofProcess) {
    return ofProcess - ofTasks > ROUNDING_NS ? ofProcess : ofTasks;
  }

  private Optional<Reading> read() {
    try {
      ProcessReader.Look look = reader.look(pid);
      ledger.enter(look.tasks());
      return Optional.of(new Reading(ledger.total(), look));
    } catch (IOException e) {
      // It has ended; whoever started it will learn so from its exit code.
      return Optional.empty();
    }
  }
}
