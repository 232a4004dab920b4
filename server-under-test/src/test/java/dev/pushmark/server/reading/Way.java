package dev.pushmark.server.reading;

/** The ways of following a room from a place onwards. */
public enum Way {
  LONG_POLLING {
    @Override
    public Reader open(Api api, String room, String after) {
      return new PollReader(api, room, after, "&wait=2.5");
    }
  },
  SSE {
    @Override
    public Reader open(Api api, String room, String after) throws Exception {
      return SseReader.open(api, room, after);
    }
  },
  WEBSOCKET {
    @Override
    public Reader open(Api api, String room, String after) throws Exception {
      return WebSocketReader.open(api, room, after);
    }
  };

  /** Subscribed when it returns. */
  public abstract Reader open(Api api, String room, String after) throws Exception;
}
