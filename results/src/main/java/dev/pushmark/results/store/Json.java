package dev.pushmark.results.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one way in which Pushmark's records are written and read: durations as {@code 500ms},
 * instants as ISO 8601, enums as {@code fixed-rate}. Reading is strict: whatever is unknown,
 * missing or of another type is an {@link UnreadableException} that says where and what is allowed.
 */
public final class Json {
  private static final JsonMapper JSON = mapper(new JsonFactory());
  private static final JsonMapper YAML = mapper(new YAMLFactory());
  private static final ObjectWriter PRETTY = JSON.writer(printer());

  private Json() {}

  /** Reads a JSON file. */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return parse(Files.readString(file), file.toString(), type);
  }

  /** Writes a JSON file as a whole; durable when it returns. */
  public static void write(Path file, Object value) throws IOException {
    Durable.replace(file, file(value));
  }

  /** The content of a JSON file. */
  static byte[] file(Object value) throws JsonProcessingException {
    return (PRETTY.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** One line of JSON, without the line's end. */
  public static String line(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a text of JSON. */
  public static <T> T parse(String text, Class<T> type) throws IOException {
    return parse(text, "JSON", type);
  }

  private static <T> T parse(String text, String name, Class<T> type) throws IOException {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw JsonErrors.of(name, e);
    }
  }

  /** Reads a YAML file that need not be complete, for {@link #overlay} and {@link #from}. */
  public static ObjectNode readYamlTree(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return readYamlTree(in, file.toString());
    }
  }

  /** The same; {@code name} is what errors call it. Does not close the stream. */
  public static ObjectNode readYamlTree(InputStream in, String name) throws IOException {
    try {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (YAML.readTree(text) instanceof ObjectNode tree) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw JsonErrors.of(name, e);
    }
    throw new UnreadableException(name + ": must be lines of \"name: value\"");
  }

  /** A value as a tree, which may then be changed. */
  public static ObjectNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /** Reads a value from a tree; {@code name} is what errors call it. */
  public static <T> T from(JsonNode tree, String name, Class<T> type) throws IOException {
    try {
      return JSON.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw JsonErrors.of(name, e);
    }
  }

  /**
   * Puts {@code over} on top of {@code base} and returns {@code base}: objects are merged member by
   * member, everything else is replaced.
   */
  public static ObjectNode overlay(ObjectNode base, ObjectNode over) {
    over.properties()
        .forEach(
            member -> {
              if (member.getValue() instanceof ObjectNode inner
                  && base.get(member.getKey()) instanceof ObjectNode below) {
                overlay(below, inner);
              } else {
                base.set(member.getKey(), member.getValue());
              }
            });
    return base;
  }

  private static JsonMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .addModule(new TimeModule())
        .annotationIntrospector(new NullMarkedIntrospector())
        .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(lines);
  }
}
