package dev.pushmark.bench.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** A server that listens and, once somebody connects, crashes. */
final class FakeServer {
  private FakeServer() {}

  public static void main(String[] words) throws IOException {
    if (!List.of(words)
        .containsAll(
            List.of(
                "--slow-consumer",
                "coalesce",
                "--queue-bytes",
                "4096",
                "--compression",
                "deflate",
                "--tls",
                "--no-tls-resumption"))) {
      System.err.println("not asked for what the plan says: " + List.of(words));
      System.exit(2);
    }
    if (System.getenv("PUSHMARK_TOKEN") != null) {
      System.err.println("the clients' token is none of the server's business");
      System.exit(2);
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.out.println("noise");
      System.out.println("pushmark-server listening on http://127.0.0.1:" + socket.getLocalPort());
      try (Socket connection = socket.accept()) {
        System.err.println("connected from port " + connection.getPort());
        System.exit(3);
      }
    }
  }
}
