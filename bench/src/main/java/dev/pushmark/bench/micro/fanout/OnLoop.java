package dev.pushmark.bench.micro.fanout;

import io.netty.channel.EventLoop;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What is done on an event loop while the caller waits. */
final class OnLoop {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private OnLoop() {}

  static void run(EventLoop loop, Runnable task) {
    loop.submit(task).syncUninterruptibly();
  }

  /** CPU time of the loop's thread so far, in the kernel too. */
  static long cpuNs(EventLoop loop) {
    return loop.submit(THREADS::getCurrentThreadCpuTime).syncUninterruptibly().getNow();
  }
}
