package dev.pushmark.server.reading;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows a room by Socket.IO, whatever carries it. */
public final class SocketIoReader implements Reader {
  private static final String PATH = "/socket.io/";
  private static final Pattern EVENT = Pattern.compile("42\\[\"event\",(.*),\"([^\"]+)\"\\]");
  private static final Pattern GAP = Pattern.compile("42\\[\"gap\",(\\{.*\\}),\"([^\"]+)\"\\]");

  private final EngineLink link;

  private SocketIoReader(EngineLink link) {
    this.link = link;
  }

  static SocketIoReader polling(Api api, String room, String after) throws Exception {
    return join(PollingLink.open(api, PATH), room, after);
  }

  static SocketIoReader webSocket(Api api, String room, String after) throws Exception {
    return join(SocketLink.open(api, PATH), room, after);
  }

  /** Joins by polls and goes over to a WebSocket. */
  static SocketIoReader upgraded(Api api, String room, String after) throws Exception {
    PollingLink polling = PollingLink.open(api, PATH);
    join(polling, room, after);
    SocketLink socket = SocketLink.beside(api, polling);
    socket.upgrade();
    return new SocketIoReader(socket);
  }

  private static SocketIoReader join(EngineLink link, String room, String after) throws Exception {
    connect(link, "");
    link.send("420[\"join\",\"" + room + "\",\"" + after + "\"]");
    String answer = link.message();
    if (!answer.startsWith("430[{\"place\":\"")) {
      throw new AssertionError("joining was answered with " + answer);
    }
    return new SocketIoReader(link);
  }

  /** Connects to the main namespace; returns the answer. */
  public static String connect(EngineLink link, String auth) throws Exception {
    link.send("40" + auth);
    String answer = link.message();
    if (!answer.startsWith("40{\"sid\":\"")) {
      throw new AssertionError("connecting was answered with " + answer);
    }
    return answer;
  }

  /** The event or gap that a packet holds. */
  public static Item item(String packet) {
    Matcher event = EVENT.matcher(packet);
    if (event.matches()) {
      return Item.event(event.group(2), event.group(1));
    }
    Matcher gap = GAP.matcher(packet);
    if (!gap.matches()) {
      throw new AssertionError("neither event nor gap: " + packet);
    }
    Item item = Item.gap(gap.group(1));
    if (!item.place().equals(gap.group(2))) {
      throw new AssertionError("a gap that leads elsewhere: " + packet);
    }
    return item;
  }

  @Override
  public Item next() throws Exception {
    return item(link.message());
  }

  @Override
  public void close() {
    link.close();
  }
}
