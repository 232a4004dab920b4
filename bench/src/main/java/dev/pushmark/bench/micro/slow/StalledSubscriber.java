package dev.pushmark.bench.micro.slow;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A WebSocket that is opened and then not read until {@link #catchUp}: a plain socket with the
 * smallest window there is, so that nothing between the server and it swallows much.
 */
final class StalledSubscriber implements AutoCloseable {
  private static final int WINDOW_BYTES = 2048;
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int TEXT = 0x81;
  private static final Pattern EVENT = Pattern.compile("\\{\"id\":\"[^-]+-([0-9]+)\",\"data\":.*");
  private static final Pattern GAP =
      Pattern.compile(
          "\\{\"gap\":\\{\"after\":\"[^-]+-([0-9]+)\",\"next\":\"[^-]+-([0-9]+)\"\\}\\}");

  private final Socket socket = new Socket();
  private final DataInputStream in;

  /**
   * What it was given in the end.
   *
   * @param delivered events
   * @param skipped events that gaps told of
   * @param unexplained events that are neither
   */
  record Account(long delivered, long skipped, long unexplained) {}

  StalledSubscriber(URI server, String room) throws IOException {
    socket.setReceiveBufferSize(WINDOW_BYTES);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    in = new DataInputStream(socket.getInputStream());
    String request =
        "GET /rooms/"
            + room
            + "/socket HTTP/1.1\r\nHost: "
            + server.getAuthority()
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101 ")) {
      throw new IOException("the server does not open a WebSocket: " + head);
    }
  }

  /**
   * Reads everything up to the event at {@code last}, or to where the server ended it.
   *
   * @param first offset of the first event that it was owed
   */
  Account catchUp(long first, long last) throws IOException {
    long delivered = 0;
    long skipped = 0;
    long unexplained = 0;
    long next = first;
    while (next <= last) {
      String text;
      try {
        text = message();
      } catch (EOFException e) {
        break;
      }
      Matcher gap = GAP.matcher(text);
      Matcher event = EVENT.matcher(text);
      if (gap.matches()) {
        unexplained += Math.abs(Long.parseLong(gap.group(1)) + 1 - next);
        skipped += Long.parseLong(gap.group(2)) - 1 - Long.parseLong(gap.group(1));
        next = Long.parseLong(gap.group(2));
      } else if (event.matches()) {
        unexplained += Math.abs(Long.parseLong(event.group(1)) - next);
        delivered++;
        next = Long.parseLong(event.group(1)) + 1;
      } else {
        break;
      }
    }
    return new Account(delivered, skipped, unexplained);
  }

  /** The next text message; empty when it is something else. */
  private String message() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    return first == TEXT ? new String(payload, StandardCharsets.UTF_8) : "";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
