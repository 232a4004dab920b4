package dev.pushmark.bench.lab.observation;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process of which one thread, not the main one, uses a second of CPU time and says how much it
 * was. It begins when it gets a byte and ends at the end of its input.
 */
final class BusyThread {
  private static final long BUSY_NS = 1_000_000_000L;

  private BusyThread() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    AtomicLong used = new AtomicLong();
    Thread busy =
        new Thread(
            () -> {
              while (used.get() < BUSY_NS) {
                used.set(threads.getCurrentThreadCpuTime());
              }
            });
    System.out.println("ready");
    if (System.in.read() >= 0) {
      busy.start();
      busy.join();
      System.out.println(used.get());
    }
    while (System.in.read() >= 0) {
      System.out.println("more was not asked for");
    }
  }
}
