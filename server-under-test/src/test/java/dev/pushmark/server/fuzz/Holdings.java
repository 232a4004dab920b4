package dev.pushmark.server.fuzz;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the process holds of the machine.
 *
 * @param descriptors sockets, pipes, event queues: whatever is no file; 0 where there is no /proc
 * @param bufferBytes outside of the heap, whoever allocated them, and Netty's in the heap
 */
record Holdings(int descriptors, long bufferBytes) {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  static Holdings now() throws IOException {
    return new Holdings(openDescriptors(), heldBytes());
  }

  private static int openDescriptors() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
      return (int) descriptors.filter(Holdings::isNoFile).count();
    }
  }

  private static boolean isNoFile(Path descriptor) {
    try {
      return !Files.readSymbolicLink(descriptor).toString().startsWith("/");
    } catch (IOException e) {
      return false; // it was the directory's own, and is closed by now
    }
  }

  private static long heldBytes() {
    ByteBufAllocatorMetric netty =
        ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
    List<BufferPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    long ofTheJvm = pools.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    return ofTheJvm + netty.usedDirectMemory() + netty.usedHeapMemory();
  }
}
