package dev.pushmark.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pushmark.scenarios.stamp.Payload;
import dev.pushmark.scenarios.stamp.StampReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Finding every stamp in received bytes and checking it, beside looking at each byte once. */
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StampScanning {
  /** What was received: a WebSocket message of an event, the answer to a poll with many. */
  public enum Received {
    MESSAGE_200_BYTES(200, 1),
    POLL_10_KB(200, 50);

    private final int eventBytes;
    private final int events;

    Received(int eventBytes, int events) {
      this.eventBytes = eventBytes;
      this.events = events;
    }

    private ByteBuf bytes() {
      ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(events * eventBytes);
      for (int i = 0; i < events; i++) {
        String head = "{\"id\":\"4fzyo82mvyr-%05d\",\"data\":".formatted(i);
        bytes.writeCharSequence(head, US_ASCII);
        new Payload(eventBytes - head.length() - 1).writeTo(bytes, 1, i, 1L << 50, 1L << 50);
        bytes.writeByte('}');
      }
      return bytes;
    }
  }

  @Param public Received received = Received.MESSAGE_200_BYTES;

  private final StampReader reader = new StampReader();
  private ByteBuf bytes = Received.MESSAGE_200_BYTES.bytes();

  @Setup(Level.Trial)
  public void receive() {
    bytes.release();
    bytes = received.bytes();
  }

  @Benchmark
  public int scan() {
    int intact = 0;
    int to = bytes.writerIndex();
    for (int at = reader.next(bytes, 0, to); at >= 0; at = reader.next(bytes, at, to)) {
      intact += reader.intact() ? 1 : 0;
    }
    if (intact != received.events) {
      throw new IllegalStateException(intact + " stamps were found of " + received.events);
    }
    return intact;
  }

  @Benchmark
  public int plainLoop() {
    int sum = 0;
    for (int i = 0; i < bytes.writerIndex(); i++) {
      sum += bytes.getByte(i);
    }
    return sum;
  }

  @TearDown
  public void release() {
    bytes.release();
  }
}
