package dev.pushmark.bench.micro;

import dev.pushmark.scenarios.stamp.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Writing a stamp, beside copying as many bytes. */
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StampWriting {
  private final byte[] copied = new byte[Stamp.LENGTH];
  private final ByteBuf buffer =
      PooledByteBufAllocator.DEFAULT.directBuffer(Stamp.LENGTH).writeZero(Stamp.LENGTH);

  /** Times as they are: far from 0, and new for each stamp. */
  private long timeNs = 1_000_000_000_000L;

  private int sequence;

  @Benchmark
  public ByteBuf write() {
    timeNs += 1_000;
    Stamp.set(buffer, 0, 1, sequence++, timeNs, timeNs + 50);
    return buffer;
  }

  @Benchmark
  public ByteBuf plainCopy() {
    return buffer.setBytes(0, copied);
  }

  @TearDown
  public void release() {
    buffer.release();
  }
}
