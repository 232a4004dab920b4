package dev.pushmark.scenarios.gatling;

import dev.pushmark.scenarios.fault.ServerLife;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The process of the server, which is in the hands of whoever started this one: each wish is a line
 * of output, each answer a line of input. One call at a time.
 */
final class LentServer implements ServerLife {
  /** Says what is wished for; {@code stop}, {@code start}, {@code pause} or {@code resume}. */
  static final String WISH = "pushmark-server ";

  /** Hears that it is done; the server's base address follows. */
  static final String DONE = "server-done ";

  /** Hears that it could not be; the reason follows. */
  static final String FAILED = "server-failed ";

  private static final long PATIENCE_SECONDS = 60;

  private final Consumer<String> say;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  LentServer(Consumer<String> say) {
    this.say = say;
  }

  /** Takes a line of input, be it for this or not. */
  void hear(String line) {
    if (line.startsWith(DONE) || line.startsWith(FAILED)) {
      answers.add(line);
    }
  }

  private String ask(String wish) throws IOException, InterruptedException {
    say.accept(WISH + wish);
    String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IOException("nobody answered the wish to " + wish + " the server");
    }
    if (answer.startsWith(FAILED)) {
      throw new IOException(answer.substring(FAILED.length()));
    }
    return answer.substring(DONE.length());
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    ask("stop");
  }

  @Override
  public InetSocketAddress start() throws IOException, InterruptedException {
    URI url = URI.create(ask("start"));
    return new InetSocketAddress(url.getHost(), url.getPort());
  }

  @Override
  public void pause() throws IOException, InterruptedException {
    ask("pause");
  }

  @Override
  public void resume() throws IOException, InterruptedException {
    ask("resume");
  }
}
