package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reference server of ours that accepts connections. */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("listening on (https?://\\S+)");

  private final ChildProcess child;
  private final URI url;

  private ServerProcess(ChildProcess child, URI url) {
    this.child = child;
    this.url = url;
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @throws StartException if it ends first, or does not listen within {@code bound}
   * @throws Children.ClosedException if the program is ending
   */
  public static ServerProcess start(
      Children children, List<String> command, Path folder, Duration bound)
      throws IOException, InterruptedException {
    CompletableFuture<String> address = new CompletableFuture<>();
    ChildProcess child =
        children.start(
            "server",
            folder,
            command,
            line -> {
              Matcher ready = READY.matcher(line);
              if (ready.find()) {
                address.complete(ready.group(1));
              }
            });
    boolean listens = false;
    try {
      CompletableFuture.anyOf(address, child.onExit()).get(bound.toMillis(), TimeUnit.MILLISECONDS);
      children.requireOpen();
      if (!address.isDone()) {
        throw new StartException("it ended before it listened" + Reasons.lastWords(child));
      }
      ServerProcess server = new ServerProcess(child, new URI(address.join()));
      listens = true;
      return server;
    } catch (TimeoutException e) {
      throw new StartException("it did not listen within " + bound.toSeconds() + " s");
    } catch (ExecutionException | URISyntaxException e) {
      throw new StartException(String.valueOf(e.getMessage()));
    } finally {
      if (!listens) {
        child.close();
      }
    }
  }

  /** The server did not come up. */
  public static final class StartException extends IOException {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
      super(message);
    }
  }

  public URI url() {
    return url;
  }

  /** The same without TLS, which a server that speaks TLS does on the same port. */
  public URI cleartextUrl() {
    return URI.create(url.toString().replaceFirst("^https:", "http:"));
  }

  /** Its process id. */
  public long pid() {
    return child.pid();
  }

  /** Ends it: politely, and if that does not help within {@code patience}, for certain. */
  public void stop(Duration patience) {
    child.stop(patience);
  }

  ChildProcess child() {
    return child;
  }

  @Override
  public void close() {
    child.close();
  }
}
