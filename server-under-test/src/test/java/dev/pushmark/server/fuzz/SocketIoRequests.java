package dev.pushmark.server.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pushmark.server.fuzz.FuzzCase.Piece;
import java.util.List;

/** Sessions of Engine.IO: by polling, by WebSocket, and from the one to the other. */
final class SocketIoRequests {
  private static final String PATH = "/socket.io/?EIO=4&transport=";
  private static final String SID = "&sid=" + FuzzClient.SID;

  private final Dice dice;
  private final EnginePackets packets;

  SocketIoRequests(Dice dice, Scene scene) {
    this.dice = dice;
    this.packets = new EnginePackets(dice, scene);
  }

  void addTo(List<Piece> pieces) {
    boolean polls = !dice.oneIn(2);
    pieces.add(
        new Piece(polls ? request("GET", PATH + "polling", "") : upgrade(""), !dice.oneIn(20)));
    if (polls) {
      poll(pieces);
    }
    if (polls && dice.oneIn(2)) {
      pieces.add(new Piece(upgrade(SID), !dice.oneIn(4)));
      pieces.add(new Piece(text("2probe"), !dice.oneIn(4)));
      pieces.add(new Piece(text("5"), false));
    }
    if (!polls || dice.oneIn(2)) {
      pieces.add(new Piece(frames(), false));
    }
  }

  private void poll(List<Piece> pieces) {
    boolean right = !dice.oneIn(4);
    if (right) {
      pieces.add(new Piece(request("POST", PATH + "polling" + SID, packets.connect()), true));
    }
    for (int i = dice.below(5); i > 0; i--) {
      boolean post = dice.oneIn(2);
      String sid = dice.oneIn(20) ? dice.of("", "&sid=unknown", "&sid=") : SID;
      String body = post ? payload() : "";
      String method = post ? "POST" : dice.oneIn(12) ? dice.of("PUT", "HEAD", "DELETE") : "GET";
      byte[] request = request(method, PATH + "polling" + sid, body);
      boolean spoilt = dice.oneIn(8);
      pieces.add(
          new Piece(spoilt ? Mutation.some(dice, request) : request, !spoilt && dice.oneIn(2)));
    }
  }

  private String payload() {
    StringBuilder payload = new StringBuilder(packets.next());
    for (int i = dice.below(4); i > 0; i--) {
      payload.append(EnginePackets.SEPARATOR).append(packets.next());
    }
    return payload.toString();
  }

  private byte[] frames() {
    Bytes frames = new Bytes();
    frames.add(dice.oneIn(8) ? new byte[0] : text(packets.connect()));
    for (int i = dice.below(8); i > 0; i--) {
      frames.add(
          switch (dice.below(8)) {
            case 0 -> Frames.next(dice);
            case 1 -> Frames.binary(dice, packets.attachment());
            default -> text(packets.next());
          });
    }
    return dice.oneIn(6) ? Mutation.some(dice, frames.toArray()) : frames.toArray();
  }

  private byte[] text(String packet) {
    return Frames.text(dice, packet.getBytes(ISO_8859_1));
  }

  private byte[] request(String method, String target, String body) {
    String type = dice.oneIn(8) ? "Content-Type: application/octet-stream\r\n" : "";
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    return new Bytes()
        .add(method + " " + target + " HTTP/1.1\r\nHost: x\r\n" + type + length + "\r\n" + body)
        .toArray();
  }

  private byte[] upgrade(String sid) {
    String extensions = dice.oneIn(4) ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "";
    return new Bytes()
        .add("GET " + PATH + (dice.oneIn(20) ? "carrier-pigeon" : "websocket") + sid)
        .add(" HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
        .add("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
        .add(extensions + "\r\n")
        .toArray();
  }
}
