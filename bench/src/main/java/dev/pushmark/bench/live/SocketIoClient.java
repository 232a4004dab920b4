package dev.pushmark.bench.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * npm's socket.io-client, the real one, which is on no Maven registry: read from a folder into
 * which it was installed by name. Nothing is fetched here. Thread safe.
 */
public final class SocketIoClient {
  /** The package, as npm names it. */
  static final String PACKAGE = "socket.io-client@4.8.1";

  private final Path folder;

  /** Installed in a folder, which need not exist. */
  public SocketIoClient(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /**
   * The script, for browsers.
   *
   * @throws MissingException saying in one line what is missing and how to get it
   */
  byte[] script() throws IOException {
    Path script = folder.resolve("node_modules/socket.io-client/dist/socket.io.min.js");
    if (!Files.isRegularFile(script)) {
      throw new MissingException(
          PACKAGE
              + " is missing: install Node.js, run npm install --no-save --prefix "
              + folder
              + " "
              + PACKAGE
              + ", then reload");
    }
    return Files.readAllBytes(script);
  }

  /** It is not there. */
  static final class MissingException extends IOException {
    private static final long serialVersionUID = 1L;

    private MissingException(String message) {
      super(message);
    }
  }
}
