package dev.pushmark.bench.micro;

import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Arrivals.ArrivalProcess;
import dev.pushmark.scenarios.schedule.Schedule;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Deciding when an event is due, per event, beside filling an array with equal distances. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Scheduling {
  private static final int EVENTS = 10_000;
  private static final long HORIZON_NS = TimeUnit.SECONDS.toNanos(10);
  private static final int BURST = 16;

  @Param public ArrivalProcess arrivals = ArrivalProcess.CONSTANT;

  private Schedule schedule = schedule();
  private long seed;

  @Setup(Level.Trial)
  public void choose() {
    schedule = schedule();
  }

  private Schedule schedule() {
    int burst = arrivals == ArrivalProcess.BURSTS ? BURST : 1;
    double perSecond = EVENTS / (double) TimeUnit.NANOSECONDS.toSeconds(HORIZON_NS);
    return Schedule.of(new Arrivals(arrivals, burst), perSecond);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long[] dueTimes() {
    return schedule.dueTimesNs(HORIZON_NS, seed++);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long[] plainLoop() {
    long[] due = new long[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      due[i] = seed + i * (HORIZON_NS / EVENTS);
    }
    return due;
  }
}
