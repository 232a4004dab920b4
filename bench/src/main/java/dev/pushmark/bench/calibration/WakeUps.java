package dev.pushmark.bench.calibration;

import dev.pushmark.bench.micro.wire.Sockets;
import dev.pushmark.results.model.Calibration.Cost;
import dev.pushmark.scenarios.Clock;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How long it takes an idle event loop to notice that bytes have come over loopback: from just
 * before they are written, by another thread, to the first line of the handler that gets them. No
 * client can see this of itself, since its clock is read when it is awake.
 */
final class WakeUps {
  private static final int UNCOUNTED = 200;
  private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(300);
  private static final long BOUND_SECONDS = 10;
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
  private final double[] samplesNs;

  private WakeUps(int samples) {
    this.samplesNs = new double[samples];
  }

  /**
   * Measures so many.
   *
   * @param loop which must have nothing else to do
   */
  static WakeUps measure(EventLoop loop, Clock clock, int samples)
      throws IOException, InterruptedException {
    WakeUps wakeUps = new WakeUps(samples);
    LinkedBlockingQueue<Long> latencies = new LinkedBlockingQueue<>();
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Channel channel =
          new Bootstrap()
              .group(loop)
              .channelFactory(Sockets.client())
              .handler(new Handler(clock, latencies))
              .connect(listener.getLocalSocketAddress())
              .sync()
              .channel();
      try (Socket socket = listener.accept();
          DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
        socket.setTcpNoDelay(true);
        for (int i = -UNCOUNTED; i < samples; i++) {
          out.writeLong(clock.nanoTime());
          Long latencyNs = latencies.poll(BOUND_SECONDS, TimeUnit.SECONDS);
          if (latencyNs == null) {
            throw new IOException("an event loop did not wake up in " + BOUND_SECONDS + " s");
          }
          if (i >= 0) {
            wakeUps.histogram.recordValue(latencyNs);
            wakeUps.samplesNs[i] = latencyNs;
          }
          LockSupport.parkNanos(PAUSE_NS);
        }
      } finally {
        channel.close();
      }
    }
    return wakeUps;
  }

  Histogram histogram() {
    return histogram;
  }

  Cost cost() {
    return Costs.of(Cost.WAKE_UP, samplesNs);
  }

  private static final class Handler extends SimpleChannelInboundHandler<ByteBuf> {
    private final Clock clock;
    private final LinkedBlockingQueue<Long> latencies;

    Handler(Clock clock, LinkedBlockingQueue<Long> latencies) {
      this.clock = clock;
      this.latencies = latencies;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      long nowNs = clock.nanoTime();
      latencies.add(nowNs - bytes.readLong());
    }
  }
}
