package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.scenarios.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The same wire contract on Node.js: its own {@code http} module, and from npm {@code ws} for
 * WebSocket and {@code socket.io}, which are fetched once per build directory.
 */
final class NodeServer implements ContractServer {
  private static final String WS = "ws@8";
  private static final String SOCKET_IO = "socket.io@4.8";
  private static final Path MODULES = Path.of("target", "node");
  private static final Path SCRIPT = Path.of("src", "test", "resources", "node", "server.cjs");

  private final Process process;
  private final URI url;

  private NodeServer(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts one; where Node.js is missing, the test is skipped. */
  static NodeServer start(boolean webSocket) throws IOException, InterruptedException {
    return start(webSocket ? WS : "");
  }

  /** Likewise, with what it needs for a transport. */
  static NodeServer startFor(String transport) throws IOException, InterruptedException {
    String socketIo = transport.startsWith("socketio") ? SOCKET_IO : "";
    return start(transport.equals("websocket") ? WS : socketIo);
  }

  private static NodeServer start(String needed) throws IOException, InterruptedException {
    if (!runs("node", "--version")) {
      Needs.skip("needs Node.js 18 or newer on the PATH: https://nodejs.org or apt install nodejs");
    }
    String module = needed.replaceFirst("@.*", "");
    if (!needed.isEmpty() && !Files.exists(MODULES.resolve("node_modules/" + module))) {
      String prefix = MODULES.toString();
      if (!runs("npm", "install", "--no-audit", "--no-fund", "--prefix", prefix, needed)) {
        Needs.skip("needs npm and a registry that has " + needed + ": https://nodejs.org");
      }
    }
    ProcessBuilder builder = new ProcessBuilder("node", SCRIPT.toString());
    builder.environment().put("NODE_PATH", MODULES.resolve("node_modules").toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    BufferedReader out = process.inputReader(UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("node " + SCRIPT + " did not start");
    }
    return new NodeServer(process, URI.create(line));
  }

  private static boolean runs(String... command) throws InterruptedException {
    @Nullable Process process = null;
    try {
      process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
