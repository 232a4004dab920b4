package dev.pushmark.server.wire;

import static io.netty.handler.codec.http.HttpResponseStatus.TOO_MANY_REQUESTS;
import static io.netty.handler.codec.http.HttpResponseStatus.UNPROCESSABLE_ENTITY;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.pushmark.server.access.AccessControl;
import dev.pushmark.server.access.AccessException;
import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.Limits;
import dev.pushmark.server.access.Permission;
import dev.pushmark.server.room.KeyReusedException;
import dev.pushmark.server.room.Publication;
import dev.pushmark.server.room.Rooms;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The one way in: checks that an event is one JSON text and appends it to its room. */
public final class Ingress {
  private static final int MAX_EVENT_BYTES = Limits.MAX_EVENT_BYTES;

  /** Of an idempotency key. */
  public static final int MAX_KEY_CHARS = 200;

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
  private final AccessControl access;
  private final Limits limits;

  public Ingress(ServerState state) {
    this.rooms = state.rooms();
    this.access = state.access();
    this.limits = state.limits();
  }

  /** Of one event. */
  public int maxEventBytes() {
    return limits.eventBytes();
  }

  /**
   * Appends the readable bytes of {@code text}, which stays the caller's; to be followed by {@link
   * #announce}, after the last of several that came in one go.
   *
   * @param grant of the publisher
   * @param key under which a repeated publish is known for one, if the publisher gave any
   * @throws RequestException when they are not one JSON text, or the publisher must not publish it
   */
  public Publication append(Grant grant, String room, ByteBuf text, @Nullable String key)
      throws RequestException {
    admit(grant, room);
    if (text.readableBytes() > limits.eventBytes()) {
      throw RequestBody.tooLarge(limits.eventBytes());
    }
    byte[] payload = ByteBufUtil.getBytes(text);
    if (!isAscii(payload) && !isUtf8(payload)) {
      throw RequestException.badRequest("an event must be UTF-8");
    }
    checkJson(payload);
    try {
      return rooms.append(room, payload, key == null ? null : owned(key, grant));
    } catch (KeyReusedException e) {
      throw new RequestException(
          UNPROCESSABLE_ENTITY, "another event was published under this idempotency key");
    }
  }

  private void admit(Grant grant, String room) throws RequestException {
    try {
      access.check(grant, Permission.PUBLISH, room);
    } catch (AccessException e) {
      throw Admission.refused(e);
    }
    if (!access.admitPublish(grant)) {
      throw new RequestException(
              TOO_MANY_REQUESTS,
              "at most " + limits.publishPerSecond() + " events may be published per second")
          .with(HttpHeaderNames.RETRY_AFTER, "1");
    }
  }

  /** Where there are tokens, each subject has keys of its own. */
  private String owned(String key, Grant grant) throws RequestException {
    boolean printable = key.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (key.isEmpty() || key.length() > MAX_KEY_CHARS || !printable) {
      throw RequestException.badRequest(
          "an idempotency key must be 1 to " + MAX_KEY_CHARS + " visible ASCII characters");
    }
    return access.tokens() == null ? key : grant.subject() + " " + key;
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
