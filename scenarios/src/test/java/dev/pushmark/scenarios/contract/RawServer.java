package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLServerSocket;

/** Answers each connection as a test says, right or wrong, byte by byte if need be. */
public final class RawServer implements ContractServer {
  /** What is done with a connection; when it returns, the connection is closed. */
  public interface Conversation {
    void hold(InputStream in, OutputStream out) throws IOException;
  }

  private final ServerSocket listening;
  private final Conversation conversation;
  private final int patienceMs;
  private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

  public RawServer(Conversation conversation) throws IOException {
    this(conversation, 0);
  }

  /** A server that breaks a conversation off when the client says nothing for so long. */
  RawServer(Conversation conversation, int patienceMs) throws IOException {
    this(conversation, patienceMs, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  /** The same on a socket that a test has made. */
  RawServer(Conversation conversation, int patienceMs, ServerSocket listening) {
    this.patienceMs = patienceMs;
    this.listening = listening;
    this.conversation = conversation;
    daemon(this::accept);
  }

  /** Reads a request's head and returns it. */
  public static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the client has gone");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Answers the first request on a connection with a text, then closes. */
  public static Conversation answering(String answer) {
    return (in, out) -> {
      readHead(in);
      out.write(answer.getBytes(ISO_8859_1));
    };
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(patienceMs);
        accepted.add(socket);
        daemon(() -> converse(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      conversation.hold(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    } catch (IOException e) {
      // the client was the first to go
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public URI url() {
    String scheme = listening instanceof SSLServerSocket ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort());
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : accepted) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
