package dev.pushmark.scenarios.witness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.stamp.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has a watch receive a few thousand messages before it matters, since a witness gets so few of
 * them that its code would still be interpreted at the end of a round. They come from a socket of
 * this process: a server under test must not be warmed up by its witness.
 */
final class WarmUp {
  private static final int MESSAGES = 3_000;
  private static final int PAYLOAD_BYTES = 200;
  private static final long PAUSE_MS_PER_HUNDRED = 2;
  private static final long PATIENCE_SECONDS = 10;
  private static final String KEY = "sec-websocket-key:";
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WarmUp() {}

  /** Returns when the messages are through, or after a time that nothing healthy takes. */
  static void of(Watch watch, Clock clock) throws IOException, InterruptedException {
    CountDownLatch left = new CountDownLatch(MESSAGES);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread sender = new Thread(() -> serve(server, clock), "warm-up");
      sender.setDaemon(true);
      sender.start();
      watch.open(
          URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/"),
          sighting -> left.countDown());
      left.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void serve(ServerSocket server, Clock clock) {
    try (Socket client = server.accept();
        DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
      client.setTcpNoDelay(true);
      out.write(answer(client).getBytes(US_ASCII));
      Payload payload = new Payload(PAYLOAD_BYTES);
      for (int i = 0; i < MESSAGES; i++) {
        ByteBuf text = Unpooled.buffer(PAYLOAD_BYTES);
        payload.writeTo(text, 0, i, clock.nanoTime(), clock.nanoTime());
        ByteBuf frame = Unpooled.buffer(PAYLOAD_BYTES + 4);
        frame.writeByte(0x81).writeByte(126).writeShort(PAYLOAD_BYTES).writeBytes(text);
        out.write(frame.array(), 0, frame.readableBytes());
        if (i % 100 == 0) {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MS_PER_HUNDRED);
        }
      }
    } catch (IOException e) {
      return; // Whoever waits for the messages gives up by itself.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String answer(Socket client) throws IOException {
    BufferedReader request =
        new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
    String key = "";
    for (String line = request.readLine();
        line != null && !line.isEmpty();
        line = request.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(KEY)) {
        key = line.substring(KEY.length()).strip();
      }
    }
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: "
        + accept(key)
        + "\r\n\r\n";
  }

  private static String accept(String key) throws IOException {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SUFFIX).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("every JDK has SHA-1", e);
    }
  }
}
