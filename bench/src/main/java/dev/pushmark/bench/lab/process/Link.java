package dev.pushmark.bench.lab.process;

import dev.pushmark.results.model.Server;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server of ours, for as long as this is open. A pair of virtual Ethernet interfaces
 * joins this process's network to a namespace in which the server is alone; its addresses are of
 * those that RFC 2544 sets apart for benchmarks. Segments are no larger than a packet, so that what
 * the interface counts is what a network would carry. Needs root, {@code ip} and {@code nsenter}.
 *
 * <p>Where packets are to get lost, the server has a second address: those to and from it are
 * dropped at random in the server's namespace, independently of each other, before the address is
 * replaced by the first one on their way in, and after that on their way out. So the server need
 * listen at one address only, and who takes the other loses nothing. Needs {@code nft}, too.
 */
public final class Link implements AutoCloseable {
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final Path INTERFACES = Path.of("/sys/class/net");
  private static final String PREFIX = "pushmark-";
  private static final String THEIR_END = "server";
  private static final long PATIENCE_SECONDS = 10;

  /** 198.18.0.0/15, as subnets of eight addresses. */
  private static final int SUBNETS = 1 << 14;

  private static final int SUBNET = 8;
  private static final String MASK = "/29";

  private static final double MILLION = 1e6;
  private static final String TABLE = "pushmark";
  private static final Pattern DROPPED = Pattern.compile("counter packets (\\d+)");

  private static final Link LOOPBACK = new Link("127.0.0.1", "127.0.0.1", null, null);

  private final String host;
  private final String lossyHost;
  private final @Nullable String namespace;
  private final @Nullable String ourEnd;

  private Link(String host, String lossyHost, @Nullable String namespace, @Nullable String ourEnd) {
    this.host = host;
    this.lossyHost = lossyHost;
    this.namespace = namespace;
    this.ourEnd = ourEnd;
  }

  /** Makes a link that loses nothing. */
  public static Link open(Server.@Nullable Link kind) throws IOException, InterruptedException {
    return open(kind, 0);
  }

  /**
   * Makes the link. One process has one at a time.
   *
   * @param loss share of the packets to and from {@link #lossyHost} that get lost; loopback loses
   *     none
   * @throws RefusedException if the system does not let us
   */
  public static Link open(Server.@Nullable Link kind, double loss)
      throws IOException, InterruptedException {
    return kind == Server.Link.VETH ? veth(ProcessHandle.current().pid(), loss) : LOOPBACK;
  }

  /** Why there can be none of this kind here, in words; null if there can. */
  public static @Nullable String obstacle(Server.@Nullable Link kind, double loss) {
    try (Link link = open(kind, loss)) {
      return null;
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static Link veth(long pid, double loss) throws IOException, InterruptedException {
    for (String program : loss > 0 ? List.of("ip", "nsenter", "nft") : List.of("ip", "nsenter")) {
      if (!Programs.isInstalled(program)) {
        throw new RefusedException(
            program
                + " was not found; install iproute2"
                + (loss > 0 ? ", nftables" : "")
                + " and util-linux");
      }
    }
    removeLeftOvers();
    String namespace = PREFIX + pid;
    String ourEnd = "pm" + pid;
    int subnet = (int) (pid % SUBNETS) * SUBNET;
    ip("netns", "add", namespace);
    String host = address(subnet + 2);
    Link link = new Link(host, loss > 0 ? address(subnet + 3) : host, namespace, ourEnd);
    try {
      ip("link", "add", ourEnd, "type", "veth", "peer", "name", THEIR_END, "netns", namespace);
      ip("address", "add", address(subnet + 1) + MASK, "dev", ourEnd);
      ip("-n", namespace, "address", "add", link.host + MASK, "dev", THEIR_END);
      // No larger segments than packets, and no IPv6, which says things of its own accord.
      String[] up = {"gso_max_segs", "1", "addrgenmode", "none", "up"};
      ip(List.of("link", "set", "dev", ourEnd), up);
      ip(List.of("-n", namespace, "link", "set", "dev", THEIR_END), up);
      if (loss > 0) {
        link.lose(loss);
      }
      return link;
    } catch (IOException | InterruptedException e) {
      link.close();
      throw e;
    }
  }

  private void lose(double share) throws IOException, InterruptedException {
    ip("-n", String.valueOf(namespace), "address", "add", lossyHost + MASK, "dev", THEIR_END);
    // 0 to a million less one, each as often as any other
    String drop =
        "numgen random mod 1000000 < %d counter drop".formatted(Math.round(share * MILLION));
    List<String> nft = new ArrayList<>(prefix());
    nft.addAll(List.of("nft", "-f", "-"));
    run(
        nft,
        """
        table ip %1$s {
          chain rewrite { type nat hook prerouting priority dstnat; ip daddr %3$s dnat to %2$s; }
          chain in { type filter hook prerouting priority raw; ip daddr %3$s %4$s; }
          chain out { type filter hook postrouting priority 300; ip saddr %3$s %4$s; }
        }
        """
            .formatted(TABLE, host, lossyHost, drop));
  }

  /** Packets that got lost so far, of both directions. */
  public long dropped() throws IOException, InterruptedException {
    List<String> nft = new ArrayList<>(prefix());
    nft.addAll(List.of("nft", "list", "table", "ip", TABLE));
    return DROPPED
        .matcher(run(nft, ""))
        .results()
        .mapToLong(counter -> Long.parseLong(counter.group(1)))
        .sum();
  }

  private static String address(int offset) {
    return "198." + (18 + (offset >> 16)) + "." + (offset >> 8 & 0xff) + "." + (offset & 0xff);
  }

  /** Those of processes that were killed. */
  private static void removeLeftOvers() throws IOException, InterruptedException {
    if (!Files.isDirectory(NAMESPACES)) {
      return;
    }
    List<String> leftOver = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(NAMESPACES, PREFIX + "*")) {
      for (Path name : names) {
        String pid = name.getFileName().toString().substring(PREFIX.length());
        if (pid.matches("\\d{1,10}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          leftOver.add(PREFIX + pid);
        }
      }
    }
    for (String namespace : leftOver) {
      ip("netns", "delete", namespace);
    }
  }

  private static void ip(List<String> words, String... more)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    ip(all.toArray(String[]::new));
  }

  private static void ip(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    run(command, "");
  }

  /** What a command says that is told something. */
  private static String run(List<String> command, String told)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(told.getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new RefusedException(
            "'%s' failed: %s"
                .formatted(
                    String.join(" ", command), said.lines().findFirst().orElse("it did not end")));
      }
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  /** The system did not make the link; the message says which command it refused. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Where the server is to listen. */
  public String host() {
    return host;
  }

  /**
   * Where it is reached by those whose packets get lost; the same if it was not made to lose any.
   */
  public String lossyHost() {
    return lossyHost;
  }

  /** The words before a server's command that put it behind the link; none for loopback. */
  public List<String> prefix() {
    return namespace == null
        ? List.of()
        : List.of("nsenter", "--net=" + NAMESPACES.resolve(namespace));
  }

  /** Removes it; the server must have ended. */
  @Override
  public void close() {
    if (namespace == null || ourEnd == null) {
      return;
    }
    try {
      // The interfaces first and both at once, for a namespace goes only when it suits the kernel.
      if (Files.exists(INTERFACES.resolve(ourEnd))) {
        ip("link", "delete", "dev", ourEnd);
      }
      ip("netns", "delete", namespace);
    } catch (IOException e) {
      // The next one to be opened by another process removes it.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
