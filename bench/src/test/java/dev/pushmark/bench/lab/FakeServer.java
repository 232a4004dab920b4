package dev.pushmark.bench.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that listens and, once somebody connects, crashes. */
final class FakeServer {
  private FakeServer() {}

  public static void main(String[] words) throws IOException {
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
