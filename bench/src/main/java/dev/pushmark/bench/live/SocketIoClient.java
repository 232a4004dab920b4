package dev.pushmark.bench.live;

import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * npm's socket.io-client, the real one, which is on no Maven registry: installed by name into a
 * folder when a page first asks for it, and kept there. Thread safe.
 */
public final class SocketIoClient {
  private static final String PACKAGE = "socket.io-client@4.8.1";
  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Children children;

  /** In a folder, which need not exist yet. */
  public SocketIoClient(Path folder, Children children) {
    this.folder = folder.toAbsolutePath();
    this.children = children;
  }

  /**
   * The script, for browsers.
   *
   * @throws MissingException saying in one line what is missing and how to get it
   */
  synchronized byte[] script() throws IOException, InterruptedException {
    Path script = folder.resolve("node_modules/socket.io-client/dist/socket.io.min.js");
    if (!Files.isRegularFile(script)) {
      install();
    }
    if (!Files.isRegularFile(script)) {
      throw new MissingException("npm installed it without its dist/socket.io.min.js");
    }
    return Files.readAllBytes(script);
  }

  private void install() throws IOException, InterruptedException {
    if (!Programs.isInstalled("npm")) {
      throw new MissingException("npm was not found");
    }
    Files.createDirectories(folder);
    List<String> command =
        List.of(
            "npm",
            "install",
            "--prefix",
            folder.toString(),
            "--no-save",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            PACKAGE);
    try (ChildProcess npm = children.start("npm", folder, command, line -> {})) {
      int code = npm.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (code != 0) {
        throw new MissingException("npm ended with " + code);
      }
    } catch (TimeoutException e) {
      throw new MissingException("npm took longer than " + PATIENCE_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** It cannot be had. */
  static final class MissingException extends IOException {
    private static final long serialVersionUID = 1L;

    private MissingException(String why) {
      super(message(why));
    }

    private MissingException(String why, Throwable cause) {
      super(message(why), cause);
    }

    private static String message(String why) {
      return PACKAGE + " is missing (" + why + "): install Node.js with npm, then reload";
    }
  }
}
