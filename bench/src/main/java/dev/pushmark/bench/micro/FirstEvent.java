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
 * The time to the first event: from the wish to subscribe, with no connection yet, until an event
 * has come that is published as soon as it is owed. {@code socketio} gets it while it still polls,
 * {@code socketio-upgraded} waits until it has gone over to its WebSocket. So many times and no
 * more: each leaves a connection behind that the system keeps from being used again for a while.
 */
@State(Scope.Thread)
@Threads(1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 300)
@Measurement(iterations = 300)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FirstEvent {
  private static final String UPGRADED = "socketio-upgraded";
  private static final String UPGRADING = "socketio";

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
    "socketio-upgraded"
  })
  public String transport = "";

  private @Nullable ProcessPair pair;

  @Setup(Level.Trial)
  public void open() throws IOException, InterruptedException {
    String client = transport.equals(UPGRADED) ? UPGRADING : transport;
    pair = new ProcessPair(client, Clock.system());
  }

  @TearDown(Level.Trial)
  public void close() {
    Objects.requireNonNull(pair).close();
  }

  @Benchmark
  public int meet() throws IOException {
    return Objects.requireNonNull(pair).meet(transport.equals(UPGRADED));
  }
}
