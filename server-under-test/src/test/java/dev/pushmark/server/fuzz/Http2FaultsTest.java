package dev.pushmark.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that breaks HTTP/2 on one stream: that stream is reset, and nobody is alarmed. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class Http2FaultsTest {
  private static final int PROTOCOL_ERROR = 1;
  private static final int STREAM_CLOSED = 5;
  private static final int END_BOTH = Http2Bytes.END_STREAM | Http2Bytes.END_HEADERS;
  private static final byte[] HEALTH = block("GET", "/health");

  @Test
  void aBodyOfAnotherLengthThanAnnouncedIsNoFailureOfTheServers() throws Exception {
    byte[] poll = block("GET", "/rooms/room/events?wait=10", "content-length", "1");
    List<String> answers =
        answersTo(
            new Bytes()
                .add(Http2Bytes.frame(Http2Bytes.HEADERS, Http2Bytes.END_HEADERS, 1, poll))
                .add(Http2Bytes.frame(Http2Bytes.DATA, Http2Bytes.END_STREAM, 1, new byte[4])));
    assertThat(answers).containsExactly(described(Http2Bytes.RST_STREAM, 1, PROTOCOL_ERROR));
  }

  @Test
  void nothingFollowsTheResetOfAStreamOnWhichMoreCameThanItsEnd() throws Exception {
    List<String> answers =
        answersTo(
            new Bytes()
                .add(Http2Bytes.frame(Http2Bytes.HEADERS, END_BOTH, 1, HEALTH))
                .add(Http2Bytes.frame(Http2Bytes.DATA, Http2Bytes.END_STREAM, 1, new byte[4])));
    assertThat(answers).last().isEqualTo(described(Http2Bytes.RST_STREAM, 1, STREAM_CLOSED));
  }

  private static byte[] block(String method, String path, String... more) {
    return new Bytes()
        .add(Http2Bytes.block(":method", method, ":scheme", "http", ":path", path))
        .add(Http2Bytes.block(more))
        .toArray();
  }

  private static String described(int type, int stream, int code) {
    return type + " on " + stream + (type == Http2Bytes.RST_STREAM ? " code " + code : "");
  }

  /** Every frame on stream 1 up to its reset, and what still comes behind that. */
  private static List<String> answersTo(Bytes frames) throws IOException {
    List<String> answers = new ArrayList<>();
    try (Complaints complaints = new Complaints()) {
      try (ReferenceServer server = ReferenceServer.start(ServerConfig.defaults());
          Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket.setSoTimeout((int) FuzzClient.PATIENCE.toMillis());
        byte[] settings = Http2Bytes.frame(Http2Bytes.SETTINGS, 0, 0, new byte[0]);
        Bytes all = new Bytes().add(Http2Bytes.PREFACE).add(settings);
        socket.getOutputStream().write(all.add(frames.toArray()).toArray());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        for (int type = -1; type != Http2Bytes.RST_STREAM; ) {
          type = read(in, answers);
        }
        byte[] ping = Http2Bytes.frame(Http2Bytes.PING, 0, 0, new byte[8]);
        socket.getOutputStream().write(ping);
        for (int type = -1; type != Http2Bytes.PING; ) {
          type = read(in, answers);
        }
      }
      assertThat(complaints.text()).isEmpty();
    }
    return answers;
  }

  private static int read(DataInputStream in, List<String> answers) throws IOException {
    byte[] payload = new byte[in.readUnsignedShort() << 8 | in.readUnsignedByte()];
    int type = in.readUnsignedShort() >> 8;
    int stream = in.readInt();
    in.readFully(payload);
    if (stream == 1) {
      answers.add(described(type, stream, payload.length == 4 ? payload[3] : 0));
    }
    return type;
  }
}
