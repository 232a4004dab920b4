package dev.pushmark.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A socket that says exactly what a test wants, well-formed or not. */
final class RawConnection implements AutoCloseable {
  static final int TIMEOUT_MILLIS = 20_000;

  /** One WebSocket frame as it came. */
  record Frame(int firstByte, ByteBuffer payload) {
    String text() {
      return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }

    int closeCode() {
      return payload.getShort(0);
    }
  }

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /** A request's line and headers, as they are sent. */
  static String request(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /** Every character a byte. */
  RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Reads a head up to its empty line. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) readByte());
    }
    return head.toString();
  }

  /** Reads up to a line feed, which is left out. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = readByte(); next != '\n'; next = readByte()) {
      line.append((char) next);
    }
    return line.toString();
  }

  /** Reads a head, and the body that its Content-Length announces. */
  String answer() throws IOException {
    String head = head();
    int at = head.indexOf("content-length: ");
    if (at < 0) {
      return head;
    }
    int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Everything until the server ends the connection. */
  String untilEnd() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The request that begins a WebSocket, with the key of RFC 6455's example. */
  static String upgrade(String path) {
    return request(
        "GET " + path + " HTTP/1.1",
        "Host: x",
        "Connection: keep-alive, Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
  }

  static RawConnection webSocket(int port, String path) throws IOException {
    RawConnection connection = new RawConnection(port);
    connection.send(upgrade(path));
    String head = connection.head();
    if (!head.startsWith("HTTP/1.1 101 ")
        || !head.contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
      throw new IOException(head);
    }
    return connection;
  }

  RawConnection sendFrame(int firstByte, String payload) throws IOException {
    return sendFrame(firstByte, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Masked, as a client must. */
  RawConnection sendFrame(int firstByte, byte[] payload) throws IOException {
    byte[] mask = {1, 2, 3, 4};
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(firstByte);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 0x10000) {
      frame.write(0x80 | 126);
      frame.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      frame.write(0x80 | 127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    frame.writeBytes(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ mask[i % 4]);
    }
    return send(frame.toByteArray());
  }

  Frame frame() throws IOException {
    int first = readByte();
    int length = readByte();
    if (length == 126) {
      length = readByte() << 8 | readByte();
    } else if (length == 127) {
      length = (int) ByteBuffer.wrap(in.readNBytes(8)).getLong();
    }
    return new Frame(first, ByteBuffer.wrap(in.readNBytes(length)));
  }

  private int readByte() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the server has ended the connection");
    }
    return next;
  }

  /** Goes without a word, which the server is told by a reset. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
