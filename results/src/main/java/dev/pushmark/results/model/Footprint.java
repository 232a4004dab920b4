package dev.pushmark.results.model;

import org.jspecify.annotations.Nullable;

/**
 * What a round took of the machine beyond what its processes' own accounts show. All but the heap
 * is of the whole machine, which is client and server where both are on it; null where the system
 * does not tell.
 *
 * @param heapBytes the server's heap in use after a full garbage collection at the end of the
 *     measurement, every subscriber still there
 * @param socketBytes by which the buffers of all TCP and UDP sockets had grown since before the
 *     first subscriber
 * @param slabBytes by which the kernel's own objects (sockets, files, timers) had grown since then
 * @param softirqNs time of the measurement that cores spent on software interrupts, such as
 *     receiving packets; counted in ticks of 10 ms
 * @param energyMicrojoules what the CPU packages used during the measurement, by RAPL
 * @param link what the link to the server carried during the measurement; null where it is none
 *     whose packets are those of a network, such as loopback
 * @param droppedPackets that the link was made to lose, both ways, in the whole round; null unless
 *     packets were to get lost
 */
public record Footprint(
    @Nullable Long heapBytes,
    @Nullable Long socketBytes,
    @Nullable Long slabBytes,
    long softirqNs,
    @Nullable Long energyMicrojoules,
    @Nullable LinkTraffic link,
    @Nullable Long droppedPackets) {
  /** One over a way on which nothing is dropped. */
  public Footprint(
      @Nullable Long heapBytes,
      @Nullable Long socketBytes,
      @Nullable Long slabBytes,
      long softirqNs,
      @Nullable Long energyMicrojoules,
      @Nullable LinkTraffic link) {
    this(heapBytes, socketBytes, slabBytes, softirqNs, energyMicrojoules, link, null);
  }

  /** The same with the packets that were dropped. */
  public Footprint dropping(long packets) {
    return new Footprint(
        heapBytes, socketBytes, slabBytes, softirqNs, energyMicrojoules, link, packets);
  }
}
