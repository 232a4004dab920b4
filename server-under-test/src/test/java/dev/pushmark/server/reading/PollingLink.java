package dev.pushmark.server.reading;

import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Engine.IO by HTTP long-polling. */
public final class PollingLink implements EngineLink {
  private final Api api;
  private final String path;
  private final String sid;
  private final Queue<String> packets = new ArrayDeque<>();

  private PollingLink(Api api, String path, String sid) {
    this.api = api;
    this.path = path + "&sid=" + sid;
    this.sid = sid;
  }

  /** A session at a path like {@code /socket.io/}. */
  public static PollingLink open(Api api, String path) throws Exception {
    String first = path + "?EIO=4&transport=polling";
    return new PollingLink(api, first, EngineLink.sidOf(api.get(first).body()));
  }

  /** Path and query of this session's requests. */
  public String path() {
    return path;
  }

  @Override
  public String sid() {
    return sid;
  }

  @Override
  public void send(String packet) throws Exception {
    HttpResponse<String> answer = api.post(path, packet);
    if (answer.statusCode() != 200) {
      throw new AssertionError("posting was answered with " + answer.statusCode());
    }
  }

  @Override
  public String next() throws Exception {
    while (packets.isEmpty()) {
      HttpResponse<String> answer = api.get(path);
      if (answer.statusCode() != 200) {
        throw new AssertionError("a poll was answered with " + answer.statusCode());
      }
      packets.addAll(List.of(answer.body().split("\u001e", -1)));
    }
    return packets.remove();
  }

  /** Leaves the session to the server's time-outs. */
  @Override
  public void close() {}
}
