package dev.pushmark.server.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pushmark.server.fuzz.FuzzCase.Ending;
import dev.pushmark.server.fuzz.FuzzCase.Piece;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what a case says, on one connection after the other. It reads while it writes: neither side
 * may wait for the other for ever. Not thread safe.
 */
final class FuzzClient implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Where a case says this, it is the session that the server has told of, if any. */
  static final String SID = "SID-OF-THE-SESSION";

  private static final Pattern TOLD_SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
  private static final int MAX_RECEIVED = 32 << 20;

  /**
   * @param reset whether the connection was reset: then the last of what was sent may be missing
   */
  record Heard(byte[] bytes, boolean reset) {}

  private final InetSocketAddress server;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);

  FuzzClient(int port) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    selector = Selector.open();
  }

  Heard perform(FuzzCase fuzz) throws IOException {
    try (SocketChannel channel = SocketChannel.open(server)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Conversation conversation = new Conversation(channel);
      try {
        conversation.hold(fuzz);
      } catch (AssertionError e) {
        String heard = Bytes.show(conversation.received.toArray());
        throw new AssertionError(e.getMessage() + "\n  heard until then: " + heard, e);
      }
      if (fuzz.ending() == Ending.RESET) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      return new Heard(conversation.received.toArray(), conversation.reset);
    } finally {
      selector.selectNow(); // forgets the channel
    }
  }

  private final class Conversation {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final long beganNs = System.nanoTime();
    private final Bytes received = new Bytes();
    private final StreamWatch watch = new StreamWatch();
    private int length;
    private boolean ended;
    private boolean reset;

    Conversation(SocketChannel channel) throws IOException {
      this.channel = channel;
      this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    void hold(FuzzCase fuzz) throws IOException {
      for (Piece piece : fuzz.pieces()) {
        int before = length;
        send(ByteBuffer.wrap(withSession(piece.bytes())));
        while (piece.awaitAnswer() && length == before && !ended) {
          await(SelectionKey.OP_READ);
        }
      }
      if (fuzz.ending() == Ending.HALF_CLOSE && !ended) {
        try {
          channel.shutdownOutput();
        } catch (IOException e) {
          reset = true;
        }
      }
      boolean listens = fuzz.ending() == Ending.HALF_CLOSE || fuzz.ending() == Ending.STAY;
      while (listens && !ended && !(fuzz.ending() == Ending.STAY && watch.isLive())) {
        await(SelectionKey.OP_READ);
      }
    }

    private byte[] withSession(byte[] bytes) {
      String text = new String(bytes, ISO_8859_1);
      if (!text.contains(SID)) {
        return bytes;
      }
      Matcher told = TOLD_SID.matcher(new String(received.toArray(), ISO_8859_1));
      return told.find() ? text.replace(SID, told.group(1)).getBytes(ISO_8859_1) : bytes;
    }

    private void send(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining() && !ended) {
        int written;
        try {
          written = channel.write(bytes);
        } catch (IOException e) {
          reset = true;
          drain();
          ended = true;
          return;
        }
        if (written == 0) {
          await(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
      }
    }

    private void await(int operations) throws IOException {
      Duration left = PATIENCE.minusNanos(System.nanoTime() - beganNs);
      Verdict.require(left.toMillis() > 0, "still open after " + PATIENCE);
      key.interestOps(operations);
      selector.select(left.toMillis());
      selector.selectedKeys().clear();
      drain();
    }

    /** Reads what there is. */
    private void drain() {
      try {
        int read = channel.read(buffer.clear());
        for (; read > 0; read = channel.read(buffer.clear())) {
          byte[] bytes = new byte[read];
          buffer.flip().get(bytes);
          received.add(bytes);
          watch.see(bytes);
          length += read;
          Verdict.require(length < MAX_RECEIVED, "more than " + MAX_RECEIVED + " bytes came");
        }
        ended |= read < 0;
      } catch (IOException e) {
        reset = true;
        ended = true;
      }
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
