package dev.pushmark.server.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pushmark.server.ReferenceServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/**
 * One request over HTTP/2, written by hand (RFC 9113, RFC 7541): by a client that can have any
 * settings.
 */
final class RawStream implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int WINDOW_UPDATE = 8;

  // settings
  static final int ENABLE_PUSH = 2;
  static final int MAX_CONCURRENT_STREAMS = 3;
  static final int INITIAL_WINDOW_SIZE = 4;

  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PATIENCE_MS = 20_000;

  /** What the server has sent. */
  record Frame(int type, int stream, String payload) {}

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /**
   * Connects.
   *
   * @param settings ids and values in turn
   */
  RawStream(ReferenceServer server, int... settings) throws IOException {
    socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(PATIENCE_MS);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (int i = 0; i < settings.length; i += 2) {
      payload.writeBytes(new byte[] {0, (byte) settings[i]});
      payload.writeBytes(number(settings[i + 1]));
    }
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
    send(SETTINGS, 0, 0, payload.toByteArray());
  }

  RawStream get(String path) throws IOException {
    send(HEADERS, END_STREAM | END_HEADERS, 1, head(0x82, path));
    return this;
  }

  /** A POST of a call. */
  RawStream call(String path, byte[] message) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(head(0x83, path));
    head.writeBytes(new byte[] {0x0f, 16, 16}); // content-type
    head.writeBytes("application/grpc".getBytes(ISO_8859_1));
    send(HEADERS, END_HEADERS, 1, head.toByteArray());
    send(DATA, END_STREAM, 1, message);
    return this;
  }

  /** Method, scheme, path and authority by their places in HPACK's static table. */
  private static byte[] head(int method, String path) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(new byte[] {(byte) method, (byte) 0x86, 4, (byte) path.length()});
    head.writeBytes(path.getBytes(ISO_8859_1));
    head.writeBytes(new byte[] {1, 1, 'x'});
    return head.toByteArray();
  }

  /** Lets the server send more, on a stream or with 0 on the connection. */
  void widen(int stream, int bytes) throws IOException {
    send(WINDOW_UPDATE, 0, stream, number(bytes));
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    int length = payload.length;
    frame.writeBytes(new byte[] {(byte) (length >> 16), (byte) (length >> 8), (byte) length});
    frame.writeBytes(new byte[] {(byte) type, (byte) flags});
    frame.writeBytes(number(stream));
    frame.writeBytes(payload);
    out.write(frame.toByteArray());
  }

  private static byte[] number(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  /** The next frame that the server sends, settings left out; waits for it. */
  Frame next() throws IOException {
    while (true) {
      int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
      int type = in.readUnsignedByte();
      in.readUnsignedByte();
      int stream = in.readInt();
      String payload = new String(in.readNBytes(length), ISO_8859_1);
      if (type != SETTINGS) {
        return new Frame(type, stream, payload);
      }
    }
  }

  /** The next frame of a type, whatever comes before; waits for it. */
  Frame next(int type) throws IOException {
    Frame frame = next();
    while (frame.type != type) {
      frame = next();
    }
    return frame;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
