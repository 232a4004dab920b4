package dev.pushmark.server.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.pushmark.server.room.EventId;
import dev.pushmark.server.room.Rooms;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The one way in: checks that an event is one JSON text and appends it to its room. */
public final class Ingress {
  public static final int MAX_EVENT_BYTES = 64 << 10;
  private static final int MAX_NESTING = 500;

  /** The parser's own bounds, widened to what fits into an event. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxNumberLength(MAX_EVENT_BYTES)
                  .maxNameLength(MAX_EVENT_BYTES)
                  .build())
          .build();

  private final Rooms rooms;

  public Ingress(Rooms rooms) {
    this.rooms = rooms;
  }

  /**
   * Appends the readable bytes of {@code text}, which stays the caller's; to be followed by {@link
   * #announce}, after the last of several that came in one go.
   *
   * @throws RequestException when they are not one JSON text
   */
  public EventId append(String room, ByteBuf text) throws RequestException {
    byte[] payload = ByteBufUtil.getBytes(text);
    if (!isAscii(payload) && !isUtf8(payload)) {
      throw RequestException.badRequest("an event must be UTF-8");
    }
    checkJson(payload);
    return rooms.append(room, payload);
  }

  /** Tells the room's followers. */
  public void announce(String room) {
    rooms.get(room).announce();
  }

  private static boolean isAscii(byte[] text) {
    byte bits = 0;
    for (byte one : text) {
      bits |= one;
    }
    return bits >= 0;
  }

  private static boolean isUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void checkJson(byte[] payload) throws RequestException {
    rejectOtherEncodings(payload);
    try (JsonParser parser = JSON.createParser(payload)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw RequestException.badRequest("an event must be one JSON text, was empty");
      }
      int depth = 0;
      while (token != null) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        token = parser.nextToken();
        if (depth == 0 && token != null) {
          throw notJson();
        }
      }
    } catch (IOException e) {
      throw notJson();
    }
  }

  /** The parser would guess UTF-16 and UTF-32 from zero bytes and skip a byte order mark. */
  private static void rejectOtherEncodings(byte[] payload) throws RequestException {
    boolean suspect = payload.length > 0 && payload[0] == (byte) 0xEF;
    for (int i = 0; i < Math.min(payload.length, 4); i++) {
      suspect |= payload[i] == 0;
    }
    if (suspect) {
      throw notJson();
    }
  }

  private static RequestException notJson() {
    return RequestException.badRequest(
        "an event must be one well-formed JSON text, nested at most " + MAX_NESTING + " deep");
  }
}
