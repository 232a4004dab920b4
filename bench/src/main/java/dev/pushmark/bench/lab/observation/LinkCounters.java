package dev.pushmark.bench.lab.observation;

import dev.pushmark.results.model.LinkTraffic;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads what the interface of this machine that leads to a server has carried, for whomever. */
final class LinkCounters {
  private static final Path INTERFACES = Path.of("/sys/class/net");
  private static final int MTU = 1500;

  /** A destination, a source and a type; the checksum behind each frame is not counted. */
  private static final int ETHERNET_HEADER = 14;

  private static final String ONE_SEGMENT = " gso_max_segs 1 ";

  /** Any will do: nothing is sent. */
  private static final int SOME_PORT = 9;

  private final Path statistics;

  private LinkCounters(Path statistics) {
    this.statistics = statistics;
  }

  /**
   * Counters of the interface that packets to the server leave by; null where they do not count
   * what a network carries: loopback, an MTU above 1500, segments that are cut into packets only
   * behind the counter, or a system that does not tell.
   */
  static @Nullable LinkCounters towards(URI url) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(url.getHost()), SOME_PORT));
      NetworkInterface leaving = NetworkInterface.getByInetAddress(socket.getLocalAddress());
      if (leaving == null || leaving.isLoopback() || leaving.getMTU() > MTU) {
        return null;
      }
      Path folder = INTERFACES.resolve(leaving.getName()).resolve("statistics");
      return Files.isDirectory(folder) && sendsSinglePackets(leaving.getName())
          ? new LinkCounters(folder)
          : null;
    } catch (IOException e) {
      return null; // connecting to the server says so, too
    }
  }

  private static boolean sendsSinglePackets(String name) throws IOException {
    Process process =
        new ProcessBuilder("ip", "-o", "-d", "link", "show", "dev", name)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return text.contains(ONE_SEGMENT);
  }

  /** What was carried so far; null if it is gone. */
  @Nullable LinkTraffic read() {
    try {
      long receivedPackets = count("rx_packets");
      long sentPackets = count("tx_packets");
      return new LinkTraffic(
          count("rx_bytes") - receivedPackets * ETHERNET_HEADER,
          receivedPackets,
          count("tx_bytes") - sentPackets * ETHERNET_HEADER,
          sentPackets);
    } catch (IOException e) {
      return null;
    }
  }

  private long count(String name) throws IOException {
    return Long.parseLong(Files.readString(statistics.resolve(name)).strip());
  }
}
