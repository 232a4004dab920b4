package dev.pushmark.bench.lab.process;

import dev.pushmark.results.model.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server of ours, for as long as this is open. A pair of virtual Ethernet interfaces
 * joins this process's network to a namespace in which the server is alone; its addresses are of
 * those that RFC 2544 sets apart for benchmarks. Segments are no larger than a packet, so that what
 * the interface counts is what a network would carry. Needs root, {@code ip} and {@code nsenter}.
 */
public final class Link implements AutoCloseable {
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final Path INTERFACES = Path.of("/sys/class/net");
  private static final String PREFIX = "pushmark-";
  private static final String THEIR_END = "server";
  private static final long PATIENCE_SECONDS = 10;

  /** 198.18.0.0/15, as subnets of four addresses. */
  private static final int SUBNETS = 1 << 15;

  private static final Link LOOPBACK = new Link("127.0.0.1", null, null);

  private final String host;
  private final @Nullable String namespace;
  private final @Nullable String ourEnd;

  private Link(String host, @Nullable String namespace, @Nullable String ourEnd) {
    this.host = host;
    this.namespace = namespace;
    this.ourEnd = ourEnd;
  }

  /**
   * Makes the link. One process has one at a time.
   *
   * @throws RefusedException if the system does not let us
   */
  public static Link open(Server.@Nullable Link kind) throws IOException, InterruptedException {
    return kind == Server.Link.VETH ? veth(ProcessHandle.current().pid()) : LOOPBACK;
  }

  /** Why there can be none of this kind here, in words; null if there can. */
  public static @Nullable String obstacle(Server.@Nullable Link kind) {
    try (Link link = open(kind)) {
      return null;
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static Link veth(long pid) throws IOException, InterruptedException {
    for (String program : List.of("ip", "nsenter")) {
      if (!Programs.isInstalled(program)) {
        throw new RefusedException(program + " was not found; install iproute2 and util-linux");
      }
    }
    removeLeftOvers();
    String namespace = PREFIX + pid;
    String ourEnd = "pm" + pid;
    int subnet = (int) (pid % SUBNETS) * 4;
    ip("netns", "add", namespace);
    Link link = new Link(address(subnet + 2), namespace, ourEnd);
    try {
      ip("link", "add", ourEnd, "type", "veth", "peer", "name", THEIR_END, "netns", namespace);
      ip("address", "add", address(subnet + 1) + "/30", "dev", ourEnd);
      ip("-n", namespace, "address", "add", link.host + "/30", "dev", THEIR_END);
      // No larger segments than packets, and no IPv6, which says things of its own accord.
      String[] up = {"gso_max_segs", "1", "addrgenmode", "none", "up"};
      ip(List.of("link", "set", "dev", ourEnd), up);
      ip(List.of("-n", namespace, "link", "set", "dev", THEIR_END), up);
      return link;
    } catch (IOException | InterruptedException e) {
      link.close();
      throw e;
    }
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
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new RefusedException(
            "'%s' failed: %s"
                .formatted(
                    String.join(" ", command), said.lines().findFirst().orElse("it did not end")));
      }
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
