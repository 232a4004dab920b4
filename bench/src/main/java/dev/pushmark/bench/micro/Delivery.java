package dev.pushmark.bench.micro;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.micro.pair.ProcessPair;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One delivery, end to end: an event is published, the same way for all, until the subscriber has
 * its bytes. One event is on its way at a time, so this says what a delivery costs when nothing
 * else goes on, not what a load does to it. Polls follow each other without a pause: what is left
 * of polling is its requests.
 */
@State(Scope.Thread)
@Threads(1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Delivery {
  @Param({
    "refresh",
    "short-polling",
    "long-polling",
    "sse",
    "websocket",
    "socketio-polling",
    "socketio",
    "socketio-websocket",
    "short-polling-h2",
    "long-polling-h2",
    "sse-h2",
    "websocket-h2",
    "sse-h3",
    "websocket-h3",
    "webtransport",
    "webtransport-datagrams",
    "push-h2",
    "grpc",
    "websocket-tyrus",
    "websocket-jdk"
  })
  public String transport = "";

  private @Nullable ProcessPair pair;

  @Setup(Level.Trial)
  public void open() throws IOException, InterruptedException {
    pair = new ProcessPair(transport, Clock.system());
    pair.subscribe();
  }

  @TearDown(Level.Trial)
  public void close() {
    Objects.requireNonNull(pair).close();
  }

  @Benchmark
  public int deliver() throws IOException {
    return Objects.requireNonNull(pair).deliver();
  }
}
