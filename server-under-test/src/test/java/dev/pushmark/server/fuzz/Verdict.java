package dev.pushmark.server.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What the server's answers have in common, of whatever protocol: they are UTF-8 and JSON. */
final class Verdict {
  /** Wider than the server's own bounds: an event stands in an envelope. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxNumberLength(1 << 20)
                  .maxNameLength(1 << 20)
                  .build())
          .build();

  private Verdict() {}

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  static void requireJson(byte[] text) {
    requireUtf8(text);
    try (JsonParser parser = JSON.createParser(text)) {
      require(parser.nextToken() != null, "an empty text instead of JSON");
      parser.skipChildren();
      require(parser.nextToken() == null, "more than one JSON text: " + Bytes.show(text));
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + Bytes.show(text), e);
    }
  }

  static void requireUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new AssertionError("not UTF-8: " + Bytes.show(text), e);
    }
  }
}
