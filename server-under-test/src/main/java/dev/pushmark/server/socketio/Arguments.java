package dev.pushmark.server.socketio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.pushmark.server.socketio.engine.BadPacketException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a JSON array: an event's name and what was emitted with it. Elements are not
 * converted: what is relayed stays as it was written.
 */
public final class Arguments {
  private static final int MAX_NESTING = 500;
  private static final int MAX_TEXT = 1 << 20;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxNumberLength(MAX_TEXT)
                  .maxNameLength(MAX_TEXT)
                  .build())
          .build();

  /**
   * One element.
   *
   * @param text what a string says; null for anything else
   * @param placeholder the attachment that this stands for; -1 for none
   */
  private record Element(int from, int to, @Nullable String text, int placeholder) {}

  private final byte[] json;
  private final List<Element> elements;

  private Arguments(byte[] json, List<Element> elements) {
    this.json = json;
    this.elements = elements;
  }

  /**
   * The elements of an array.
   *
   * @throws BadPacketException when it is not one well-formed array
   */
  static Arguments read(byte[] json) throws BadPacketException {
    // The parser would guess UTF-16 and UTF-32 from zero bytes, and skip a byte order mark.
    if (json.length < 2 || json[0] != '[' || json[1] == 0) {
      throw new BadPacketException("an event must be an array");
    }
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      List<Element> elements = new ArrayList<>(4);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(element(parser));
      }
      if (parser.nextToken() != null) {
        throw new BadPacketException("an event must be one array");
      }
      return new Arguments(json, elements);
    } catch (IOException e) {
      throw new BadPacketException("an event must be well-formed JSON");
    }
  }

  private static Element element(JsonParser parser) throws IOException {
    JsonToken first = parser.currentToken();
    int from = (int) parser.currentTokenLocation().getByteOffset();
    String text = first == JsonToken.VALUE_STRING ? parser.getText() : null;
    int placeholder = first == JsonToken.START_OBJECT ? placeholder(parser) : -1;
    parser.finishToken();
    return new Element(from, (int) parser.currentLocation().getByteOffset(), text, placeholder);
  }

  /**
   * Reads an object to its end: the number of <code>{"_placeholder":true,"num":N}</code>, or -1.
   */
  private static int placeholder(JsonParser parser) throws IOException {
    boolean marked = false;
    int number = -1;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("_placeholder") && value == JsonToken.VALUE_TRUE) {
        marked = true;
      } else if (name.equals("num") && value == JsonToken.VALUE_NUMBER_INT && isSmall(parser)) {
        number = parser.getIntValue();
      } else {
        parser.skipChildren();
      }
    }
    return marked ? number : -1;
  }

  private static boolean isSmall(JsonParser parser) throws IOException {
    return parser.getTextLength() <= 2;
  }

  /** How many elements there are behind the name. */
  public int size() {
    return elements.size() - 1;
  }

  /** The event's name; null when the array begins with no string. */
  public @Nullable String name() {
    return elements.isEmpty() ? null : elements.get(0).text();
  }

  /** The string that is an argument, from 0; null when it is not there or no string. */
  public @Nullable String text(int index) {
    return index < size() ? elements.get(index + 1).text() : null;
  }

  /** The JSON text of an argument, from 0. */
  public byte[] json(int index) {
    Element element = elements.get(index + 1);
    return Arrays.copyOfRange(json, element.from(), element.to());
  }

  /** Which attachment an argument stands for, from 0; -1 for none. */
  public int placeholder(int index) {
    return elements.get(index + 1).placeholder();
  }

  /** Everything behind the name as it was written, without the closing bracket. */
  public byte[] tail() {
    int from = elements.get(0).to();
    int to = json.length;
    while (json[to - 1] != ']') {
      to--;
    }
    return Arrays.copyOfRange(json, from, to - 1);
  }
}
