package dev.pushmark.server.socketio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows when it connects.
 *
 * @param token its bearer token
 * @param pid by which it was known before
 * @param offset of the last event that it has seen
 */
record Credentials(@Nullable String token, @Nullable String pid, @Nullable String offset) {
  private static final JsonFactory JSON = new JsonFactory();

  static boolean isObject(byte[] json) {
    try {
      read(json);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static Credentials of(byte[] object) throws RefusedException {
    try {
      return read(object);
    } catch (IOException e) {
      throw RefusedException.badRequest("credentials must be a JSON object");
    }
  }

  private static Credentials read(byte[] object) throws IOException {
    String token = null;
    String pid = null;
    String offset = null;
    try (JsonParser parser = JSON.createParser(object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
        switch (text ? name : "") {
          case "token" -> token = parser.getText();
          case "pid" -> pid = parser.getText();
          case "offset" -> offset = parser.getText();
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new IOException("more than an object");
      }
    }
    return new Credentials(token, pid, offset);
  }
}
