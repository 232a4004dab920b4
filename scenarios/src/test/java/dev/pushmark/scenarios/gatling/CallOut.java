package dev.pushmark.scenarios.gatling;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Calls out on purpose: the control of an experiment in which nobody is to be called. */
final class CallOut {
  private CallOut() {}

  /** Sends a datagram to an address that is nobody's, and looks a name up that is nobody's. */
  public static void main(String[] args) throws IOException {
    byte[] hello = {1};
    try (DatagramSocket socket = new DatagramSocket()) {
      InetSocketAddress nobody = new InetSocketAddress("198.51.100.1", 9);
      socket.send(new DatagramPacket(hello, hello.length, nobody));
    }
    if (args.length > 0) {
      try {
        System.out.println(InetAddress.getByName(args[0]));
      } catch (UnknownHostException e) {
        System.out.println("unknown, as it should be");
      }
    }
  }
}
